package usher.node.metrics;

import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import usher.common.journal.redis.JournalMetrics;

/** What the node's journal counts, as meters; any thread counts. */
public final class JournalMeters implements JournalMetrics {
  private final Timer kept;
  private final LongAdder refused = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder broke = new LongAdder();
  private final LongAdder full = new LongAdder();

  /** Binds them all; on the main thread, once. */
  public JournalMeters(NodeMetrics metrics) {
    kept =
        metrics.timer(
            "usher.node.journal.kept", "Appends that the journal kept, and how long each took");
    counter(
        metrics, "refused", "Appends that the journal refused: another's claim is above", refused);
    counter(metrics, "failed", "Commands of the journal that failed", failed);
    counter(metrics, "broken", "Connections to the journal that broke in use", broke);
    counter(metrics, "full", "Commands not taken because too many waited", full);
  }

  private static void counter(NodeMetrics metrics, String word, String what, LongAdder adder) {
    metrics.counter("usher.node.journal." + word, what, adder, LongAdder::sum);
  }

  @Override
  public void kept(long latencyNs) {
    kept.record(latencyNs, TimeUnit.NANOSECONDS);
  }

  @Override
  public void refused() {
    refused.increment();
  }

  @Override
  public void failed() {
    failed.increment();
  }

  @Override
  public void broke() {
    broke.increment();
  }

  @Override
  public void full() {
    full.increment();
  }
}
