package usher.router.metrics;

import java.util.function.DoubleSupplier;

/** How late event loops run, as a meter. */
public final class LagMeters {
  private LagMeters() {}

  /**
   * Binds it; on the main thread, once.
   *
   * @param worstMs by how much the slowest of the players' loops was late, in milliseconds
   */
  public static void bind(RouterMetrics metrics, DoubleSupplier worstMs) {
    metrics.gauge(
        "usher.loop.lag.seconds",
        "By how much the slowest of the players' event loops was late within the last second",
        worstMs,
        lag -> lag.getAsDouble() / 1e3);
  }
}
