package usher.router.pin;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import usher.common.room.RoomId;

/** The pins as an event loop sees them: a look-up that takes no lock, for any thread. */
public interface PinView {
  /** The room's pin; null where the room has none, and the cluster is to be asked. */
  @Nullable Pin get(RoomId room);

  /** How many rooms are pinned. */
  int size();

  /**
   * Visits every pin there is, and perhaps some that come or go meanwhile; takes no lock. It costs
   * a walk over the table: not on an event loop, nor on the thread {@code cluster}.
   */
  void forEach(Consumer<Pin> visitor);
}
