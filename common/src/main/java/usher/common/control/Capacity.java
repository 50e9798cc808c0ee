package usher.common.control;

/**
 * The most that a node takes.
 *
 * @param rooms at least 1
 * @param seats at least 1
 */
public record Capacity(int rooms, int seats) {
  /**
   * The most rooms a node may announce: a register that names them all, each with an id of 128
   * characters, stays within {@link ControlLimits#MAX_MESSAGE_BYTES}.
   */
  public static final int MAX_ROOMS = 20_000;

  /** The most seats a node may announce. */
  public static final int MAX_SEATS = 10_000_000;

  /**
   * @throws IllegalArgumentException if either is out of range; the message says the range
   */
  public Capacity {
    if (rooms < 1 || rooms > MAX_ROOMS) {
      throw new IllegalArgumentException("capacity.rooms is 1 to " + MAX_ROOMS);
    }
    if (seats < 1 || seats > MAX_SEATS) {
      throw new IllegalArgumentException("capacity.seats is 1 to " + MAX_SEATS);
    }
  }
}
