package usher.node.link;

import java.util.List;
import usher.common.room.RoomId;
import usher.node.room.RoomWork;

/** Where a link hands what routers want of rooms. Any thread; returns at once. */
public interface RoomEntrance {
  /** The number of the loop that a room belongs to. */
  int loopOf(RoomId room);

  /**
   * Hands over work for rooms of one loop, to be carried out in this order.
   *
   * @param done run on that loop when all of it was carried out
   * @return false if the loop has more to do than it may queue: nothing of it happens then
   */
  boolean offerAll(int loop, List<RoomWork> work, Runnable done);
}
