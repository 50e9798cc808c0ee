package usher.router.pin;

/**
 * Hands out epochs: each above every one handed out, above every one that a node has named, and
 * above the wall clock, so that a router that restarts, knowing none, does not use one twice. On
 * the thread {@code cluster} only.
 */
public final class Epochs {
  /** The highest epoch that is believed: every language's numbers carry it exactly. */
  public static final long MAX = 1L << 52;

  private long highest;

  /** A node named this epoch, at most {@link #MAX}. */
  public void saw(long epoch) {
    highest = Math.max(highest, epoch);
  }

  /**
   * The next epoch.
   *
   * @param wallMs milliseconds since 1970, by a clock that may jump
   */
  public long next(long wallMs) {
    highest = Math.max(highest, wallMs) + 1;
    return highest;
  }
}
