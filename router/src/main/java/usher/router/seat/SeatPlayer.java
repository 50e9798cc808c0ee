package usher.router.seat;

import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;

/**
 * The player on a seat. Called on the loop; whatever is called here, nothing calls back into the
 * seat before the call returned.
 */
public interface SeatPlayer {
  /**
   * The node says something. The first of these tells the player that it is seated.
   *
   * @param asked whether it is the event of this player's own command
   */
  void say(Word word, boolean asked);

  /** The router says something. */
  void say(PlayerFrame frame);

  /** Whether more is to be read of what the player sends. */
  void read(boolean more);

  /** The node is who ends the seat: {@link #close} follows at once. */
  default void endedByNode() {}

  /**
   * The seat is no more. The router ends it, unless it was said before that the node does.
   *
   * @param retryAfterSeconds when to try again, in seconds; 0 where trying again does not help
   */
  void close(CloseReason reason, int retryAfterSeconds);
}
