package usher.node.seat;

import usher.common.room.RoomId;

/**
 * A connection that carries words of rooms: a player's own socket, or a router's link with many
 * seats. Called on room loops; nothing here blocks.
 */
public interface Line {
  /**
   * The voice of a room at an epoch on this line: what it says, all seats that are in it hear. On
   * the room's loop; a room asks once for each epoch and line, and keeps it.
   */
  RoomVoice voice(RoomId room, long epoch);

  /**
   * The voice that those hear who hear other words of the room than most do.
   *
   * @param side which of the room's voices, from 1; 0 is the one that most hear
   */
  default RoomVoice voice(RoomId room, long epoch, int side) {
    return voice(room, epoch);
  }
}
