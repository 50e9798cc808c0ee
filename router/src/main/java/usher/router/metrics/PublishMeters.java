package usher.router.metrics;

import usher.router.publish.PublishCounters;

/** What the router does with feeds in Redis, as meters. */
public final class PublishMeters {
  private PublishMeters() {}

  /** Binds them all; on the main thread, once. */
  public static void bind(RouterMetrics metrics, PublishCounters counters) {
    metrics.counter(
        "usher.feed.published",
        "Messages published by POST /v1/feeds",
        counters,
        PublishCounters::publishedCount);
    metrics.counter(
        "usher.feed.publish.failed",
        "Messages of POST /v1/feeds that Redis did not take",
        counters,
        PublishCounters::failedCount);
    metrics.gauge(
        "usher.feed.retain.hearing",
        "1 while the topics of --feed-retain are heard",
        counters,
        from -> from.isHearing() ? 1 : 0);
    metrics.counter(
        "usher.feed.retain.kept",
        "Last messages of topics kept",
        counters,
        PublishCounters::keptCount);
    metrics.counter(
        "usher.feed.retain.dropped",
        "Messages not kept: too long, no UTF-8, or too many at once",
        counters,
        PublishCounters::droppedCount);
    metrics.counter(
        "usher.feed.retain.broken",
        "Times that the subscription of --feed-retain broke",
        counters,
        PublishCounters::brokeCount);
  }
}
