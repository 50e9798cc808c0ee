package usher.router.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import usher.common.control.ControlRefusal;
import usher.router.control.peer.ControlMetrics;

/** The control port's counts as meters; any thread counts. */
public final class ControlMeters implements ControlMetrics {
  private final Map<ControlRefusal, LongAdder> refusals = new EnumMap<>(ControlRefusal.class);
  private final LongAdder received = new LongAdder();
  private final AtomicInteger connections = new AtomicInteger();

  /** Binds them all; on the main thread, once. */
  public ControlMeters(RouterMetrics metrics) {
    for (ControlRefusal refusal : ControlRefusal.values()) {
      LongAdder adder = new LongAdder();
      refusals.put(refusal, adder);
      metrics.counter(
          "usher.control.refused",
          "Connections, requests and messages that the control port refused",
          refusal.word(),
          adder,
          LongAdder::sum);
    }
    metrics.counter(
        "usher.control.messages", "Messages of nodes that were read", received, LongAdder::sum);
    metrics.gauge(
        "usher.control.connections",
        "Connections of nodes open",
        connections,
        AtomicInteger::doubleValue);
  }

  @Override
  public void refused(ControlRefusal refusal) {
    LongAdder adder = refusals.get(refusal);
    if (adder != null) {
      adder.increment();
    }
  }

  @Override
  public void received() {
    received.increment();
  }

  @Override
  public void connections(int by) {
    connections.addAndGet(by);
  }
}
