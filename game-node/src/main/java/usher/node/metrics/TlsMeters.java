package usher.node.metrics;

import java.time.Instant;
import java.util.List;
import usher.common.tls.TlsCounters;
import usher.common.tls.TlsFailure;

/** What TLS counts as meters, by port. */
public final class TlsMeters {
  private TlsMeters() {}

  /** Binds them all; on the main thread, once. */
  public static void bind(NodeMetrics metrics, List<TlsCounters> ports) {
    for (TlsCounters each : ports) {
      bind(metrics, each);
    }
  }

  private static void bind(NodeMetrics metrics, TlsCounters port) {
    metrics.gauge(
        "usher.node.tls.certificate.expires.seconds",
        "Seconds until the certificate expires",
        List.of("port", port.port()),
        port,
        each -> each.secondsLeft(Instant.now()));
    metrics.counter(
        "usher.node.tls.handshakes",
        "Handshakes done",
        List.of("port", port.port()),
        port,
        TlsCounters::shaken);
    for (TlsFailure failure : TlsFailure.values()) {
      metrics.counter(
          "usher.node.tls.handshakes.failed",
          "Connections that got no TLS",
          List.of("port", port.port(), "reason", failure.word()),
          port,
          each -> each.failed(failure));
    }
    metrics.counter(
        "usher.node.tls.reloads",
        "Times that changed certificates were taken",
        List.of("port", port.port()),
        port,
        TlsCounters::reloaded);
    metrics.counter(
        "usher.node.tls.reloads.failed",
        "Times that changed certificates could not be taken",
        List.of("port", port.port()),
        port,
        TlsCounters::notReloaded);
  }
}
