package usher.router.pin;

import java.util.function.Consumer;
import usher.common.control.Incarnation;
import usher.common.room.RoomId;

/**
 * Where it is kept which room is whose. Any thread may ask; nothing blocks; each question gets
 * exactly one answer, on whichever thread: who gets it must only hand it on.
 */
public interface PinStore {
  /** Whose room is this? */
  void lookUp(RoomId room, Consumer<StoredPin> replyTo);

  /**
   * Makes a room an owner's, unless it has been someone's at this epoch or above. Of two claims at
   * one epoch one is refused.
   *
   * @param nonce what tells this claim from every other
   */
  void claim(
      RoomId room, long epoch, Incarnation owner, String nonce, Consumer<ClaimOutcome> replyTo);
}
