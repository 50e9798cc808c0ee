package usher.system.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import usher.common.control.Health;
import usher.common.control.HeldRoom;
import usher.common.room.RoomId;
import usher.node.heartbeat.LeaseListener;
import usher.node.heartbeat.NodeLoad;
import usher.node.heartbeat.RoomHost;

/** Rooms that are a table, which lets go of one when told so by a test, if told to be slow. */
final class FakeRooms implements RoomHost, LeaseListener {
  final Map<RoomId, Long> held = new ConcurrentHashMap<>();
  final List<HeldRoom> released = new CopyOnWriteArrayList<>();
  final List<HeldRoom> toForget = new CopyOnWriteArrayList<>();
  final List<String> lease = new CopyOnWriteArrayList<>();
  final AtomicInteger drains = new AtomicInteger();
  volatile double lagMs;
  volatile boolean forgetsSlowly;

  @Override
  public void place(RoomId room, long epoch, @Nullable String snapshot) {
    held.put(room, epoch);
  }

  @Override
  public void release(RoomId room, long epoch) {
    released.add(new HeldRoom(room, epoch));
  }

  @Override
  public void forget(RoomId room, long epoch) {
    toForget.add(new HeldRoom(room, epoch));
    if (!forgetsSlowly) {
      held.remove(room);
    }
  }

  @Override
  public void drain() {
    drains.incrementAndGet();
  }

  @Override
  public List<HeldRoom> held() {
    List<HeldRoom> rooms = new ArrayList<>();
    held.forEach((room, epoch) -> rooms.add(new HeldRoom(room, epoch)));
    return rooms;
  }

  @Override
  public NodeLoad load() {
    return new NodeLoad(Health.READY, null, held.size(), 0, lagMs);
  }

  @Override
  public void onHeld() {
    lease.add("held");
  }

  @Override
  public void onLapsed() {
    lease.add("lapsed");
  }
}
