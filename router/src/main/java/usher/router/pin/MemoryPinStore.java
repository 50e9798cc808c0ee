package usher.router.pin;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import usher.common.control.Incarnation;
import usher.common.room.RoomId;

/**
 * Pins that are kept as long as this process lives, and answered at once: for measurements and
 * tests of what a cluster does with a store. It forgets nothing, so its rooms are bounded by those
 * that are ever claimed.
 */
public final class MemoryPinStore implements PinStore {
  private final ConcurrentHashMap<RoomId, StoredPin.Kept> pins = new ConcurrentHashMap<>();

  @Override
  public void lookUp(RoomId room, Consumer<StoredPin> replyTo) {
    StoredPin.Kept kept = pins.get(room);
    replyTo.accept(kept == null ? new StoredPin.None() : kept);
  }

  @Override
  public void claim(
      RoomId room, long epoch, Incarnation owner, String nonce, Consumer<ClaimOutcome> replyTo) {
    StoredPin.Kept claimed = new StoredPin.Kept(epoch, owner, nonce);
    StoredPin.Kept now =
        pins.merge(room, claimed, (old, next) -> next.epoch() > old.epoch() ? next : old);
    replyTo.accept(now.equals(claimed) ? ClaimOutcome.MADE : ClaimOutcome.REFUSED);
  }
}
