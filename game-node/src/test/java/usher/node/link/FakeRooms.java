package usher.node.link;

import java.util.ArrayList;
import java.util.List;
import usher.common.room.RoomId;
import usher.node.room.RoomWork;

/** Room loops that keep what they are handed: a room's loop is 1 if its id begins with b. */
final class FakeRooms implements RoomEntrance {
  record Batch(int loop, List<RoomWork> work, Runnable done) {}

  final List<Batch> batches = new ArrayList<>();
  boolean full;

  @Override
  public int loopOf(RoomId room) {
    return room.value().startsWith("b") ? 1 : 0;
  }

  @Override
  public boolean offerAll(int loop, List<RoomWork> work, Runnable done) {
    if (full) {
      return false;
    }
    batches.add(new Batch(loop, work, done));
    return true;
  }

  List<RoomWork> work() {
    return batches.stream().flatMap(batch -> batch.work().stream()).toList();
  }

  <T extends RoomWork> List<T> of(Class<T> kind) {
    return work().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  LinkSeat seat(int i) {
    return (LinkSeat) of(RoomWork.Open.class).get(i).line();
  }
}
