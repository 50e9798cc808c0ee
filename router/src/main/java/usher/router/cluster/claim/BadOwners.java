package usher.router.cluster.claim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import usher.common.control.Incarnation;
import usher.common.room.RoomId;

/**
 * Nodes that do not hold a room that the journal says is theirs, up to an epoch: they closed it,
 * handed it over, or know nothing of it. One a room, and at most {@link #MAX}: beyond it the oldest
 * is forgotten, at the cost of asking that node in vain once more.
 */
final class BadOwners {
  /** The most rooms remembered. */
  static final int MAX = 65_536;

  private record Bad(Incarnation owner, long epoch) {}

  private final Map<RoomId, Bad> rooms =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RoomId, Bad> eldest) {
          return size() > MAX;
        }
      };

  /** This node does not hold the room at this epoch or below. */
  void add(RoomId room, Incarnation owner, long epoch) {
    Bad before = rooms.remove(room);
    boolean higher = before != null && before.owner().equals(owner) && before.epoch() > epoch;
    rooms.put(room, higher ? before : new Bad(owner, epoch));
  }

  boolean is(RoomId room, Incarnation owner, long epoch) {
    Bad bad = rooms.get(room);
    return bad != null && bad.owner().equals(owner) && bad.epoch() >= epoch;
  }

  /** The epoch up to which someone is known not to hold the room; 0 where none is. */
  long epoch(RoomId room) {
    @Nullable Bad bad = rooms.get(room);
    return bad == null ? 0 : bad.epoch();
  }
}
