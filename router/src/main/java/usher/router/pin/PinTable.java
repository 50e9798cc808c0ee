package usher.router.pin;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import usher.common.room.RoomId;

/** The pins of a router, in memory. Written on the thread {@code cluster} only. */
public final class PinTable implements PinView {
  private final ConcurrentHashMap<RoomId, Pin> pins = new ConcurrentHashMap<>();

  @Override
  public @Nullable Pin get(RoomId room) {
    return pins.get(room);
  }

  @Override
  public int size() {
    return pins.size();
  }

  @Override
  public void forEach(Consumer<Pin> visitor) {
    pins.values().forEach(visitor);
  }

  /** Pins a room that has no pin, or whose pin is retired. */
  public void put(Pin pin) {
    Pin before = pins.put(pin.room(), pin);
    if (before != null && !before.isRetired()) {
      throw new IllegalStateException(before + " was not retired before " + pin);
    }
  }

  /**
   * Forgets a retired pin, if it is still the room's.
   *
   * @return whether it was
   */
  public boolean remove(Pin pin) {
    return pins.remove(pin.room(), pin);
  }
}
