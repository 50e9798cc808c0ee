package usher.router.metrics;

import org.jspecify.annotations.Nullable;
import usher.router.access.AccessLog;

/** What the access log did, as meters. */
public final class AccessMeters {
  private AccessMeters() {}

  /**
   * Binds them all; on the main thread, once.
   *
   * @param log null where there is none
   */
  public static void bind(RouterMetrics metrics, @Nullable AccessLog log) {
    metrics.counter(
        "usher.access.log.written",
        "Lines of the access log written",
        metrics,
        from -> log == null ? 0 : log.written());
    metrics.counter(
        "usher.access.log.dropped",
        "Lines of the access log dropped, because too many waited or its file took no more",
        metrics,
        from -> log == null ? 0 : log.dropped());
  }
}
