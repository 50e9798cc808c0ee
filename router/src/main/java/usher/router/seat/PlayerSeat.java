package usher.router.seat;

import usher.common.player.CloseReason;

/** A seat as its player's connection knows it: in a room, or at the feeds. On the loop. */
public interface PlayerSeat {
  /** The player sent a message. */
  void said(Said said);

  /** The player is gone. */
  void gone(boolean onPurpose);

  /** The router ends the seat; the player is told by whoever calls. */
  void drop(CloseReason reason);
}
