package usher.router.seat;

/**
 * The rules without which some history breaks a promise; all hold, but in a test that shows why.
 *
 * @param nodePin words count only from the node that the room is pinned to
 */
public record SeatRules(boolean nodePin) {
  /** As it runs. */
  public static final SeatRules ALL = new SeatRules(true);
}
