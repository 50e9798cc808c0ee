package usher.common.control;

import usher.common.room.RoomId;

/**
 * A room that a node holds, at the epoch it holds it.
 *
 * @param epoch the fencing token, at least 1
 */
public record HeldRoom(RoomId room, long epoch) {}
