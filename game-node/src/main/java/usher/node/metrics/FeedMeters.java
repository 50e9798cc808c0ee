package usher.node.metrics;

import usher.node.feed.Feeds;
import usher.node.feed.hub.FeedCount;

/** The figures of the node's feeds as meters. */
public final class FeedMeters {
  private static final double NANOS = 1e9;

  private FeedMeters() {}

  /** Binds them all; on the main thread, once. */
  public static void bind(NodeMetrics metrics, Feeds feeds) {
    metrics.gauge(
        "usher.node.feed.topics",
        "Topics that a seat here hears or waits for",
        feeds,
        from -> from.counts().topics());
    metrics.gauge("usher.node.feed.seats", "Seats at feeds", feeds, from -> from.counts().seats());
    metrics.gauge(
        "usher.node.feed.listeners",
        "Topics that seats hear, counted for each seat",
        feeds,
        from -> from.counts().listeners());
    metrics.gauge(
        "usher.node.feed.lag.seconds",
        "How late the hub of the feeds runs",
        feeds,
        from -> from.lagNs() / NANOS);
    for (FeedCount count : FeedCount.values()) {
      metrics.counter(
          count.metric(), count.description(), feeds, from -> from.counts().total(count));
    }
  }
}
