package usher.router.placement;

/**
 * What a node may take while it is new: an empty node among full ones has the best score, and would
 * get every new room at once, cold as it is. Its share of all placements grows with its age, from a
 * tenth to all. Nodes that join an empty cluster do not start slowly: their scores are alike.
 */
public final class SlowStart {
  /** The share of new rooms that a node may take at the age of nothing. */
  static final double FIRST_SHARE = 0.1;

  private static final SlowStart WARM = new SlowStart(0, 0, 0);

  private final long joinedNs;
  private final long windowNs;
  private final long placedBefore;
  private long taken;

  /**
   * @param joinedNs when the node joined
   * @param windowNs how long it is new, in nanoseconds
   * @param placedBefore how many placements there were before it
   */
  public SlowStart(long joinedNs, long windowNs, long placedBefore) {
    this.joinedNs = joinedNs;
    this.windowNs = windowNs;
    this.placedBefore = placedBefore;
  }

  /** A node that takes what comes. */
  public static SlowStart warm() {
    return WARM;
  }

  /**
   * Whether the node may take the next room.
   *
   * @param placed how many placements there were in all
   */
  public boolean mayTake(long nowNs, long placed) {
    long ageNs = nowNs - joinedNs;
    if (windowNs == 0 || ageNs >= windowNs) {
      return true;
    }
    double share = FIRST_SHARE + (1 - FIRST_SHARE) * ageNs / windowNs;
    return taken <= share * (placed - placedBefore);
  }

  /** The node was given a room. */
  public void took() {
    if (windowNs != 0) {
      taken++;
    }
  }
}
