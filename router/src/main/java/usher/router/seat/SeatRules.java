package usher.router.seat;

/**
 * The rules without which some history breaks a promise; all hold, but in a test that shows why.
 *
 * @param openNumber each open of a seat has a fresh number, and words to earlier ones are dropped
 * @param nodePin words count only from the node that the room is pinned to
 * @param epoch words of an epoch below the highest one heard are dropped
 * @param settled an answer to command n settles all up to n
 */
public record SeatRules(boolean openNumber, boolean nodePin, boolean epoch, boolean settled) {
  /** As it runs. */
  public static final SeatRules ALL = new SeatRules(true, true, true, true);
}
