package usher.node;

import java.util.List;
import usher.common.room.RoomId;
import usher.node.link.RoomEntrance;
import usher.node.room.RoomRegistry;
import usher.node.room.RoomWork;

/**
 * The way of links to the rooms.
 *
 * @param rooms all of the node's
 */
record Entrance(RoomRegistry rooms) implements RoomEntrance {
  @Override
  public int loopOf(RoomId room) {
    return rooms.loopOf(room);
  }

  @Override
  public boolean offerAll(int loop, List<RoomWork> work, Runnable done) {
    return rooms.offerAll(loop, work, done);
  }
}
