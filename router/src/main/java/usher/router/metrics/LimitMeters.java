package usher.router.metrics;

import usher.router.limit.Limits;
import usher.router.limit.OverloadWatch;

/** What limits and overload show, as meters. */
public final class LimitMeters {
  private LimitMeters() {}

  /** Binds them all; on the main thread, once. */
  public static void bind(RouterMetrics metrics, Limits limits, OverloadWatch watch) {
    metrics.gauge(
        "usher.addresses",
        "Players' addresses that are counted",
        limits,
        from -> from.addresses().addresses());
    metrics.gauge(
        "usher.overloaded",
        "How far overload goes: 1 new players are refused, 2 watchers go, 3 players go",
        limits,
        from -> from.rung().step());
    metrics.gauge(
        "usher.memory.heap.share",
        "Share of the heap in use after the last collection",
        watch,
        OverloadWatch::heapShare);
    metrics.gauge(
        "usher.memory.direct.share",
        "Share of direct memory in use by buffers",
        watch,
        OverloadWatch::directShare);
  }
}
