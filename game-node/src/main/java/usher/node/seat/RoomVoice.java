package usher.node.seat;

import org.jspecify.annotations.Nullable;
import usher.common.player.PlayerFrame;

/**
 * What a room says on one line to all its seats there, at one epoch. On the room's loop only; what
 * is said in one turn of the loop leaves in order, and together.
 */
public interface RoomVoice {
  /**
   * Something happened.
   *
   * @param asker the open on this line whose command caused it; null where none did
   */
  void event(SpokenEvent event, @Nullable SeatLine asker);

  /** A frame that is no event: whoever misses it never hears it. */
  void say(PlayerFrame frame);

  /** The room cannot answer for now. */
  void paused();

  /** The room answers again. */
  void resumed();

  /** No seat of this line is in the room any more, or the room has another voice. */
  void end();
}
