package usher.node.link;

import java.util.ArrayList;
import java.util.List;
import usher.node.room.RoomWork;

/** What one read of a link wants of the rooms of one loop. Owned by the link's event loop. */
final class WorkBatch {
  private List<RoomWork> work = new ArrayList<>();
  private int frames;
  private long bytes;

  /** Adds work that was counted as waiting. */
  void add(RoomWork next, int size) {
    work.add(next);
    frames++;
    bytes += size;
  }

  /** Adds a detach: those are not counted, for there are no more of them than opens. */
  void addDetach(RoomWork.Detach detach) {
    work.add(detach);
  }

  boolean isEmpty() {
    return work.isEmpty();
  }

  /** Hands all of it over; what a full loop did not take is returned, and waits no more. */
  List<RoomWork> handTo(RoomEntrance rooms, int loop, LinkLine line) {
    List<RoomWork> all = work;
    int count = frames;
    long size = bytes;
    work = new ArrayList<>();
    frames = 0;
    bytes = 0;
    if (rooms.offerAll(loop, all, () -> line.waitedFor(count, size))) {
      return List.of();
    }
    line.waitedFor(count, size);
    return all;
  }
}
