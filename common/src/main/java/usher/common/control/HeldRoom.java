package usher.common.control;

import usher.common.room.RoomId;

/**
 * A room that a node holds, at the epoch it holds it.
 *
 * @param epoch the fencing token, at least 1
 * @param released whether it was handed over and stays frozen, until the router says that it runs
 *     elsewhere or names it anew
 */
public record HeldRoom(RoomId room, long epoch, boolean released) {
  /** A room that is served. */
  public HeldRoom(RoomId room, long epoch) {
    this(room, epoch, false);
  }
}
