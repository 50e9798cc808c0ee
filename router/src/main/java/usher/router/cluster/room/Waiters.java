package usher.router.cluster.room;

import java.util.ArrayList;
import java.util.Iterator;
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
  private final Map<RoomId, List<Locate>> byRoom = new LinkedHashMap<>();
  private int size;

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
    return byRoom.computeIfAbsent(locate.room(), room -> new ArrayList<>(1)).add(locate);
  }

  /** Takes those out that are answered. */
  void retry(Predicate<Locate> answered) {
    Iterator<List<Locate>> each = byRoom.values().iterator();
    while (each.hasNext()) {
      if (retry(each.next(), answered)) {
        each.remove();
      }
    }
  }

  /** Takes those out of one room that are answered. */
  void retry(RoomId room, Predicate<Locate> answered) {
    List<Locate> waiting = byRoom.get(room);
    if (waiting != null && retry(waiting, answered)) {
      byRoom.remove(room);
    }
  }

  private boolean retry(List<Locate> waiting, Predicate<Locate> answered) {
    int before = waiting.size();
    waiting.removeIf(answered);
    size -= before - waiting.size();
    return waiting.isEmpty();
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
