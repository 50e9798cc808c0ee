package usher.node.heartbeat;

import usher.common.room.RoomId;

/** What rooms tell routers. Every method may be called on any thread and returns at once. */
public interface Announcer {
  /** A room came up. */
  void opened(RoomId room, long epoch);

  /** A room fell asleep, and is held no more. */
  void closed(RoomId room, long epoch);

  /** Someone asked for a room that is not held, and no placement of it came in time. */
  void stale(RoomId room);
}
