package usher.node.heartbeat;

import org.jspecify.annotations.Nullable;
import usher.common.room.RoomId;

/** What rooms tell routers. Every method may be called on any thread and returns at once. */
public interface Announcer {
  /** Where there is no router to tell. */
  Announcer NOBODY =
      new Announcer() {
        @Override
        public void opened(RoomId room, long epoch) {}

        @Override
        public void closed(RoomId room, long epoch) {}

        @Override
        public void released(RoomId room, long epoch, @Nullable String snapshot) {}

        @Override
        public void stale(RoomId room) {}
      };

  /** A room came up. */
  void opened(RoomId room, long epoch);

  /** A room fell asleep, and is held no more. */
  void closed(RoomId room, long epoch);

  /**
   * A room that the router asked back decides nothing any more.
   *
   * @param epoch the last one it had here
   * @param snapshot all that it is, at most {@link
   *     usher.common.control.ControlLimits#MAX_SNAPSHOT_LENGTH} characters; null where the journal
   *     has it
   */
  void released(RoomId room, long epoch, @Nullable String snapshot);

  /** Someone asked for a room that is not held, and no placement of it came in time. */
  void stale(RoomId room);
}
