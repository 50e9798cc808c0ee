package usher.router.cluster.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import usher.common.control.HeldRoom;
import usher.common.control.NodeMessage;
import usher.common.room.RoomId;

/** The rooms of a node, which come up, fall asleep, are handed over and forgotten. */
final class SimRooms {
  private static final double ASLEEP_AFTER_MS = 200;

  /** A room that is held. */
  static final class Held {
    long epoch;
    long usedNs;

    /** How much was decided in it: all that it is. */
    long count;

    /** It was handed over, and nothing is decided in it any more. */
    boolean frozen;
  }

  private final Map<RoomId, Held> rooms = new LinkedHashMap<>();
  private final World world;
  private final Judge judge;
  private final SimNode node;

  SimRooms(World world, Judge judge, SimNode node) {
    this.world = world;
    this.judge = judge;
    this.node = node;
  }

  @Nullable Held get(RoomId room) {
    return rooms.get(room);
  }

  Set<RoomId> all() {
    return rooms.keySet();
  }

  /** Whether it is held, and not handed over. */
  boolean decides(RoomId room) {
    Held held = rooms.get(room);
    return held != null && !held.frozen;
  }

  int size() {
    return rooms.size();
  }

  void clear() {
    rooms.clear();
  }

  /** As a register has them. */
  List<HeldRoom> held() {
    List<HeldRoom> held = new ArrayList<>();
    rooms.forEach((room, state) -> held.add(new HeldRoom(room, state.epoch, state.frozen)));
    return held;
  }

  void open(RoomId room, long epoch, @Nullable String snapshot) {
    Held held = rooms.computeIfAbsent(room, r -> new Held());
    held.frozen = false;
    held.count = snapshot == null ? held.count : Long.parseLong(snapshot);
    judge.knows(node, room, held.count);
    if (epoch > held.epoch) {
      held.epoch = epoch;
      world.log(() -> node + " opens " + room + " @" + epoch);
      judge.opened(node, room, epoch);
    }
    held.usedNs = world.nowNs();
    node.say(new NodeMessage.Opened(room, epoch));
  }

  /** A command is decided in it. */
  void decide(RoomId room, Held held) {
    held.usedNs = world.nowNs();
    held.count++;
    judge.decided(node, room, held.epoch);
    judge.knows(node, room, held.count);
  }

  /** Rooms that nobody used for a while fall asleep. */
  void sleepers() {
    for (RoomId room : List.copyOf(rooms.keySet())) {
      Held held = rooms.get(room);
      if (!held.frozen && world.nowNs() - held.usedNs > ASLEEP_AFTER_MS * World.MS) {
        rooms.remove(room);
        judge.letGo(node, room);
        world.log(() -> node + " closes " + room + " @" + held.epoch);
        node.say(new NodeMessage.Closed(room, held.epoch));
      }
    }
  }

  void release(RoomId room) {
    Held held = rooms.get(room);
    if (held != null && node.hasLease()) {
      world.log(() -> node + " hands over " + room + " @" + held.epoch);
      held.frozen = true;
      if (world.without(Rule.FROZEN)) {
        rooms.remove(room);
      }
      node.say(new NodeMessage.Released(room, held.epoch, Long.toString(held.count)));
    }
  }

  void forget(RoomId room, long epoch) {
    Held held = rooms.get(room);
    if (held != null && held.epoch <= epoch) {
      world.log(() -> node + " forgets " + room + " @" + held.epoch);
      rooms.remove(room);
      judge.letGo(node, room);
    }
  }
}
