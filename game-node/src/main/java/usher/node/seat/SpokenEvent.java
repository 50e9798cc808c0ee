package usher.node.seat;

import org.jspecify.annotations.Nullable;
import usher.common.journal.RoomEvent;
import usher.common.player.PlayerFrame;
import usher.common.player.PlayerFrames;

/**
 * An event as players hear it: its frame is made once, however many hear it. Made on the room's
 * loop; the frame may be read by any thread that was handed it.
 */
public final class SpokenEvent {
  private final RoomEvent event;
  private @Nullable PlayerFrame forAll;

  /** Nothing is encoded before someone hears it. */
  public SpokenEvent(RoomEvent event) {
    this.event = event;
  }

  public RoomEvent event() {
    return event;
  }

  /** The frame for all but the seat that asked; on the room's loop. */
  public PlayerFrame forAll() {
    PlayerFrame made = forAll;
    if (made == null) {
      made = frame(0);
      forAll = made;
    }
    return made;
  }

  /** The frame for the seat that asked. */
  public PlayerFrame frame(long n) {
    return PlayerFrames.event(
        event.id(), event.by().isEmpty() ? null : event.by(), n, event.json());
  }
}
