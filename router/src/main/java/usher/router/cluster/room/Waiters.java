package usher.router.cluster.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterEvent.Locate;

/** Requests that wait for their room: bounded, by room, each with its own deadline. */
final class Waiters {
  private final int max;
  private final Map<RoomId, List<Waiter>> byRoom = new LinkedHashMap<>();
  private int size;

  /** One of them. Who is answered may have others of the room answered, or all, on the way. */
  private static final class Waiter {
    final Locate locate;
    boolean gone;

    Waiter(Locate locate) {
      this.locate = locate;
    }
  }

  Waiters(int max) {
    this.max = max;
  }

  int size() {
    return size;
  }

  /** Whether someone waits for this room. */
  boolean has(RoomId room) {
    return byRoom.containsKey(room);
  }

  /**
   * @return false if as many wait as may
   */
  boolean add(Locate locate) {
    if (size >= max) {
      return false;
    }
    size++;
    return byRoom
        .computeIfAbsent(locate.room(), room -> new ArrayList<>(1))
        .add(new Waiter(locate));
  }

  /** Takes those out that are answered. */
  void retry(Predicate<Locate> answered) {
    for (RoomId room : List.copyOf(byRoom.keySet())) {
      retry(room, answered);
    }
  }

  /** Takes those out of one room that are answered. */
  void retry(RoomId room, Predicate<Locate> answered) {
    List<Waiter> waiting = byRoom.get(room);
    if (waiting == null) {
      return;
    }
    for (Waiter each : List.copyOf(waiting)) {
      if (!each.gone && answered.test(each.locate) && !each.gone) {
        each.gone = true;
        size--;
      }
    }
    waiting.removeIf(each -> each.gone);
    if (waiting.isEmpty()) {
      byRoom.remove(room, waiting);
    }
  }

  /** Takes one out whose deadline has passed. */
  void expire(long nowNs, Consumer<Locate> expired) {
    if (size > 0) {
      retry(
          locate -> {
            boolean late = locate.deadlineNs() - nowNs <= 0;
            if (late) {
              expired.accept(locate);
            }
            return late;
          });
    }
  }
}
