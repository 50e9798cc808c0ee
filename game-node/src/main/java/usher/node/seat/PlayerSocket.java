package usher.node.seat;

import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;

/**
 * A player's socket, as a room sees it. Called on the room's loop only; nothing here blocks. What
 * is said in one turn of the loop leaves in order, and together.
 */
public interface PlayerSocket {
  /** The player is in: upgrade, and pass on to this seating what they say. */
  void accept(Seating seating);

  /**
   * The player is not in; nothing is said after it.
   *
   * @param retryAfterSeconds when to try again, in seconds; 0 where trying again does not help
   */
  void refuse(CloseReason reason, int retryAfterSeconds);

  /** Says something to the player. */
  void send(PlayerFrame frame);

  /** Ends it; nothing is said after it. */
  void close(CloseReason reason);

  /** One frame of the player was taken: the socket may read another. */
  void taken();
}
