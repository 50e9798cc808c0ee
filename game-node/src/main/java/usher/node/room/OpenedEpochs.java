package usher.node.room;

import java.util.LinkedHashMap;
import java.util.Map;
import usher.common.room.RoomId;

/**
 * At which epoch this incarnation last opened each room: none is opened twice at one. Owned by a
 * loop.
 */
final class OpenedEpochs {
  /** So many rooms are remembered; for the others, the highest epoch forgotten counts. */
  static final int MAX_ROOMS = 100_000;

  private final Map<RoomId, Long> highest = new LinkedHashMap<>(16, 0.75f, true);
  private long floor;

  /** Whether this is the first time; it is not, from then on. */
  boolean first(RoomId room, long epoch) {
    if (epoch <= of(room)) {
      return false;
    }
    raise(room, epoch);
    return true;
  }

  /** The room was here at this epoch. */
  void raise(RoomId room, long epoch) {
    highest.merge(room, epoch, Math::max);
    if (highest.size() > MAX_ROOMS) {
      var eldest = highest.entrySet().iterator().next();
      floor = Math.max(floor, eldest.getValue());
      highest.remove(eldest.getKey());
    }
  }

  /** The highest epoch that the room was here at, as far as it is known. */
  long of(RoomId room) {
    return highest.getOrDefault(room, floor);
  }
}
