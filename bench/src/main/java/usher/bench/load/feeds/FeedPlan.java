package usher.bench.load.feeds;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import usher.bench.load.socket.Target;
import usher.common.journal.redis.JournalAddress;
import usher.common.net.HostPort;

/**
 * What a run was asked for.
 *
 * @param ratePerSecond messages a second, over all topics
 * @param churn the share of the subscribers that do something else each second: hear another topic,
 *     hear one no more, or go
 * @param settles how often all rest, and are checked
 * @param redis the journal's, to publish to and to be checked; null: by the admin port
 * @param sources how many loopback addresses the subscribers come from
 */
public record FeedPlan(
    Target target,
    int subscribers,
    int topics,
    double ratePerSecond,
    double churn,
    int settles,
    @Nullable JournalAddress redis,
    HostPort admin,
    Duration ramp,
    Duration warmUp,
    Duration length,
    int sources,
    int threads) {

  /** The most that subscribers wait for their first answer after the ramp. */
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

  /** The longest that a settle takes, and Redis then takes to know of it. */
  static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(20);

  /** The most topics that a subscriber of the load hears at once. */
  static final int MAX_TOPICS_EACH = 4;

  long gapNs() {
    return (long) (1e9 / ratePerSecond);
  }
}
