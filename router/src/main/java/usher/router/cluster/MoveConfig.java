package usher.router.cluster;

/**
 * How rooms are moved.
 *
 * @param maxUnderWay the most rooms on their way at once; a drain waits for one of them to arrive,
 *     and an operator is told to try later
 * @param releaseMs how long a node may take to hand a room over, in milliseconds; after that the
 *     room stays, or is claimed anew if a journal has it
 * @param restMs how long a room whose move failed is left alone, in milliseconds
 * @param rebalances whether rooms move from the fullest node to the emptiest
 * @param threshold by how much their scores must differ for it, 0 to 1
 * @param paceMs how long after one such move the next may begin, in milliseconds
 */
public record MoveConfig(
    int maxUnderWay,
    long releaseMs,
    long restMs,
    boolean rebalances,
    double threshold,
    long paceMs) {
  /**
   * @throws IllegalArgumentException if one is out of range; the message says the range
   */
  public MoveConfig {
    if (maxUnderWay < 1 || releaseMs < 1 || restMs < 1 || paceMs < 1) {
      throw new IllegalArgumentException("moves under way, release, rest and pace are at least 1");
    }
    if (!(threshold > 0 && threshold <= 1)) {
      throw new IllegalArgumentException("a rebalance threshold is above 0 and at most 1");
    }
  }

  /** What a router does when no flag says otherwise. */
  public static MoveConfig defaults() {
    return new MoveConfig(2, 2_000, 10_000, false, 0.2, 500);
  }

  /** The same with as many rooms on their way at once. */
  public MoveConfig atOnce(int rooms) {
    return new MoveConfig(rooms, releaseMs, restMs, rebalances, threshold, paceMs);
  }

  /** The same with rebalancing. */
  public MoveConfig rebalancing(double byMoreThan, long everyMs) {
    return new MoveConfig(maxUnderWay, releaseMs, restMs, true, byMoreThan, everyMs);
  }
}
