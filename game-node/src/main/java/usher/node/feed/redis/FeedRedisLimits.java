package usher.node.feed.redis;

/** The bounds of feeds on Redis, and what happens at each. */
final class FeedRedisLimits {
  /** How often the subscribed connection is asked whether it lives, in milliseconds. */
  static final long PING_MS = 500;

  /** The most topics of one SUBSCRIBE, and messages of one pipeline. */
  static final int MAX_BATCH = 512;

  /** The most messages that wait to be published; one more is left out, and counted. */
  static final int MAX_WAITING_MESSAGES = 16_384;

  /** The most bytes in them. */
  static final long MAX_WAITING_BYTES = 16L << 20;

  /** The first wait before a connection is tried again, in milliseconds; it doubles each time. */
  static final int RECONNECT_FIRST_MS = 50;

  /** The longest wait before a connection is tried again, in milliseconds. */
  static final int RECONNECT_MOST_MS = 2_000;

  private FeedRedisLimits() {}
}
