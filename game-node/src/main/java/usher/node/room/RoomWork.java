package usher.node.room;

import usher.common.link.OpenRequest;
import usher.common.player.PlayerFrame;
import usher.common.room.RoomId;
import usher.node.seat.SeatLine;

/** What connections want of a room; carried out on the room's loop, in the order it was handed. */
public sealed interface RoomWork {
  /** Whose loop it goes to. */
  RoomId room();

  /** The open that it is about. */
  SeatLine line();

  /**
   * Seat a player.
   *
   * @param epoch the room's epoch by the router's word: the room is opened at it where this node
   *     holds none; 0 where the connection knows none, and the room is here or comes soon
   */
  record Open(OpenRequest request, long epoch, SeatLine line) implements RoomWork {
    @Override
    public RoomId room() {
      return request.room();
    }
  }

  /**
   * The player on this open sent a frame.
   *
   * @param n the command's number; 0 in a game of raw frames
   */
  record Command(RoomId room, SeatLine line, long n, PlayerFrame frame) implements RoomWork {}

  /** Nobody is on this open any more. */
  record Detach(RoomId room, SeatLine line, boolean onPurpose) implements RoomWork {}
}
