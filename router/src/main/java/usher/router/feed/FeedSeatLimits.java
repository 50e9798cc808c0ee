package usher.router.feed;

import java.time.Duration;

/** The bounds of seats at feeds, beside those of all seats and of all feeds. */
final class FeedSeatLimits {
  /** The most seats that one question to the cluster is about; the others wait for its answer. */
  static final int SEATS_ASKED_AT_ONCE = 500;

  /** The most seats that leave a draining node together. */
  static final int SEATS_MOVED_AT_ONCE = 100;

  /** How long seats wait that no node takes, before the cluster is asked again. */
  static final Duration ASK_AGAIN = Duration.ofMillis(50);

  /** How long seats stay at a draining node that no other node takes, before it is asked again. */
  static final Duration MOVE_AGAIN = Duration.ofMillis(500);

  /** How long a node whose link broke gets no seat as long as there is another node. */
  static final Duration AVOID = Duration.ofSeconds(2);

  /** What a seat that waited too long is told to wait before it tries again, in seconds. */
  static final int RETRY_AFTER_SECONDS = 1;

  private FeedSeatLimits() {}
}
