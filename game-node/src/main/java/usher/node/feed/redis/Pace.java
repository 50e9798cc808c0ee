package usher.node.feed.redis;

import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before a connection is tried again: longer each time, drawn at random. */
final class Pace {
  private int failures;

  /** It worked. */
  void reset() {
    failures = 0;
  }

  /** The next wait, in milliseconds. */
  long nextMs() {
    long most =
        Math.min(
            (long) FeedRedisLimits.RECONNECT_FIRST_MS << Math.min(failures, 10),
            FeedRedisLimits.RECONNECT_MOST_MS);
    failures++;
    return ThreadLocalRandom.current().nextLong(most / 2, most + 1);
  }
}
