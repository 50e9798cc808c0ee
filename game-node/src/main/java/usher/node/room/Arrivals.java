package usher.node.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import usher.common.room.RoomId;

/**
 * Opens, and the commands behind them, that came before their room: each waits for it, so long and
 * no longer. Owned by a loop.
 */
final class Arrivals {
  /** How long an open waits for a room, in nanoseconds. */
  static final long MAX_WAIT_NS = 2_000_000_000L;

  /** The most opens and commands of one loop that wait. */
  static final int MAX_WAITING = 16_384;

  record Arrival(RoomWork work, long sinceNs) {}

  private final Map<RoomId, ArrayDeque<Arrival>> waiting = new LinkedHashMap<>();
  private int count;

  /** Lets work wait; false if too much does: nothing comes then of the open that it is about. */
  boolean add(RoomWork work, long sinceNs) {
    if (count >= MAX_WAITING) {
      forget(work);
      return false;
    }
    count++;
    waiting
        .computeIfAbsent(work.room(), room -> new ArrayDeque<>(4))
        .add(new Arrival(work, sinceNs));
    return true;
  }

  private void forget(RoomWork work) {
    ArrayDeque<Arrival> arrivals = waiting.get(work.room());
    if (arrivals != null) {
      int before = arrivals.size();
      arrivals.removeIf(arrival -> arrival.work().line() == work.line());
      count -= before - arrivals.size();
      if (arrivals.isEmpty()) {
        waiting.remove(work.room());
      }
    }
  }

  /** Whether the open waits that this command or detach is about, so that it must too. */
  boolean hold(RoomWork work) {
    ArrayDeque<Arrival> arrivals = count == 0 ? null : waiting.get(work.room());
    if (arrivals == null) {
      return false;
    }
    return arrivals.stream()
        .anyMatch(a -> a.work() instanceof RoomWork.Open open && open.line() == work.line());
  }

  /** What waited for this room; it waits no more. */
  List<Arrival> take(RoomId room) {
    ArrayDeque<Arrival> arrivals = count == 0 ? null : waiting.remove(room);
    if (arrivals == null) {
      return List.of();
    }
    count -= arrivals.size();
    return List.copyOf(arrivals);
  }

  /** What waited too long; it waits no more. */
  List<Arrival> expired(long nowNs) {
    if (count == 0) {
      return List.of();
    }
    List<Arrival> expired = new ArrayList<>();
    waiting
        .values()
        .removeIf(
            arrivals -> {
              while (!arrivals.isEmpty() && nowNs - arrivals.getFirst().sinceNs() >= MAX_WAIT_NS) {
                expired.add(arrivals.removeFirst());
              }
              return arrivals.isEmpty();
            });
    count -= expired.size();
    return expired;
  }
}
