package usher.router.control.peer;

/**
 * How many messages a connection may send: a bucket of tokens that time fills. It may be overdrawn
 * by what was read already; who overdraws waits until the debt is paid. One thread.
 */
public final class MessageRate {
  /** As many as a node needs to tell of all its rooms at once. */
  public static final int BURST = 20_000;

  /** In the long run. A node opens and closes rooms by the hundred a second, not more. */
  public static final int PER_SECOND = 5_000;

  private static final double NS_PER_SECOND = 1e9;

  private double tokens = BURST;
  private long filledNs;

  public MessageRate(long nowNs) {
    filledNs = nowNs;
  }

  /**
   * Takes one message.
   *
   * @return for how many nanoseconds to read no more; 0 for go on
   */
  public long takeNs(long nowNs) {
    tokens = Math.min(BURST, tokens + (nowNs - filledNs) * PER_SECOND / NS_PER_SECOND) - 1;
    filledNs = nowNs;
    return tokens >= 0 ? 0 : (long) Math.ceil(-tokens * NS_PER_SECOND / PER_SECOND);
  }
}
