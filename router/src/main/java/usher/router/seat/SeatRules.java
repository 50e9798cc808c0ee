package usher.router.seat;

/**
 * The rules of a seat without which some history breaks a promise; all hold, but in a test that
 * shows why.
 *
 * @param fresh words for earlier opens of a seat are dropped
 * @param settled what the reply to an open settles is not asked of another node again
 */
public record SeatRules(boolean fresh, boolean settled) {
  /** As it runs. */
  public static final SeatRules ALL = new SeatRules(true, true);
}
