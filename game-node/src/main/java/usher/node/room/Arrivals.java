package usher.node.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import usher.common.room.RoomId;
import usher.node.seat.JoinRequest;
import usher.node.seat.PlayerSocket;

/**
 * Players who came before their room: each waits for it, so long and no longer. Owned by a loop.
 */
final class Arrivals {
  /** How long a player waits for a room, in nanoseconds. */
  static final long MAX_WAIT_NS = 2_000_000_000L;

  /** The most players of one loop who wait. */
  static final int MAX_WAITING = 1_024;

  record Arrival(JoinRequest request, PlayerSocket socket, long sinceNs) {}

  private final Map<RoomId, ArrayDeque<Arrival>> waiting = new LinkedHashMap<>();
  private int count;

  /** Lets a player wait; false if too many do. */
  boolean add(Arrival arrival) {
    if (count >= MAX_WAITING) {
      return false;
    }
    count++;
    waiting.computeIfAbsent(arrival.request().room(), room -> new ArrayDeque<>()).add(arrival);
    return true;
  }

  /** Those who waited for this room; they wait no more. */
  List<Arrival> take(RoomId room) {
    ArrayDeque<Arrival> arrivals = waiting.remove(room);
    if (arrivals == null) {
      return List.of();
    }
    count -= arrivals.size();
    return List.copyOf(arrivals);
  }

  /** Those who waited too long; they wait no more. */
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
