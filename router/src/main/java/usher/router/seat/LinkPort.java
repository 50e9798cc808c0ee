package usher.router.seat;

import usher.common.link.OpenRequest;
import usher.common.player.PlayerFrame;

/**
 * The way out to a node: what is called here leaves in this order. Nothing calls back before the
 * call returned. On the loop.
 */
public interface LinkPort {
  /**
   * Wants the connection: {@link SeatLink#onUp} or {@link SeatLink#onDialFailed} follows. Nothing
   * happens where it is on its way.
   */
  void dial();

  /** Whether more may be sent now; {@link SeatLink#onWritable} tells when it may again. */
  boolean isWritable();

  /** Seat a player. */
  void open(int open, long epoch, OpenRequest request);

  /** Command n of a seat. */
  void command(int open, long n, PlayerFrame frame);

  /** A frame that is neither numbered nor answered. */
  void raw(int open, PlayerFrame frame);

  /** The same, as it came. */
  void pass(int open, Said said);

  /** Nobody is on this open any more. */
  void detach(int open, boolean onPurpose);
}
