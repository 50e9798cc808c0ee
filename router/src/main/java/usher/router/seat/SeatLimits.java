package usher.router.seat;

import java.time.Duration;

/** The bounds of a seat. */
public final class SeatLimits {
  /** Commands kept for a seat because they are not answered; at so many it is not read. */
  public static final int MAX_UNANSWERED = 64;

  /** Bytes of the commands kept for a seat; at so many it is not read. */
  public static final int MAX_UNANSWERED_BYTES = 256 * 1024;

  /** How long a seat waits for its room at most, unless the operator says otherwise. */
  public static final Duration PARKING = Duration.ofSeconds(10);

  /**
   * How long a seat waits for its room before its player is told that it rests. Sooner than that
   * most rooms are back on another node, commands were taken all the while, and a word to each
   * player would only make them wait longer.
   */
  public static final Duration QUIET = Duration.ofMillis(200);

  /** How often rooms are looked after. */
  public static final Duration TICK = Duration.ofMillis(50);

  /** How long a room waits before it asks the cluster again. */
  public static final Duration ASK_AGAIN = Duration.ofMillis(50);

  /** How often a room asks the cluster at once before it waits. */
  static final int ASKS_AT_ONCE = 4;

  /** What a seat that was parked too long is told to wait before it tries again, in seconds. */
  static final int RETRY_AFTER_SECONDS = 1;

  /**
   * So many times a seat is taken back, on one link, from an open of the same count: a late one of
   * a link that broke is the reason once. Then another connection has that count, and keeps it.
   */
  static final int MAX_TAKEN_BY_EQUALS = 2;

  private SeatLimits() {}
}
