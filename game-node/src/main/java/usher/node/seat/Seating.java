package usher.node.seat;

import usher.common.player.PlayerFrame;

/** What a socket tells its room. Any thread; returns at once. */
public interface Seating {
  /**
   * The player sent a frame.
   *
   * @return false if the room's loop has more to do than it may queue: the frame is dropped
   */
  boolean command(PlayerFrame frame);

  /**
   * The socket is closed.
   *
   * @param onPurpose whether the player said goodbye: the seat is given up at once
   */
  void gone(boolean onPurpose);
}
