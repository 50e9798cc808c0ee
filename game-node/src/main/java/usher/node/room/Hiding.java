package usher.node.room;

import org.jspecify.annotations.Nullable;
import usher.common.journal.RoomEvent;
import usher.common.player.Role;
import usher.node.seat.Seat;
import usher.node.seat.SeatLine;
import usher.node.seat.SpokenEvent;

/**
 * An event as each may know it: in games that hide, spectators, or each of the players, hear
 * another. Joining and leaving are never hidden. Owned by the room's loop.
 */
final class Hiding {
  private final RoomState state;

  Hiding(RoomState state) {
    this.state = state;
  }

  /** Whether spectators hear other events than most players. */
  boolean fromSpectators() {
    Play<?, ?> play = state.play();
    return play != null && play.hidesFromSpectators();
  }

  /** Whether each player hears other events. */
  boolean fromPlayers() {
    Play<?, ?> play = state.play();
    return play != null && play.hidesFromPlayers();
  }

  /** An event as spectators hear it, and whoever listens to what the room publishes. */
  SpokenEvent forSpectators(SpokenEvent said) {
    RoomEvent event = said.event();
    if (!fromSpectators() || event.kind() != RoomEvent.Kind.GAME) {
      return said;
    }
    return shown(event, state.playing().forSpectators(event.json(), event.by()));
  }

  /** An event as this seat hears it. */
  SpokenEvent forSeat(Seat seat, SpokenEvent said) {
    if (seat.player().role() == Role.SPECTATOR) {
      return forSpectators(said);
    }
    RoomEvent event = said.event();
    if (!fromPlayers() || event.kind() != RoomEvent.Kind.GAME) {
      return said;
    }
    return shown(event, state.playing().forPlayer(event.json(), event.by(), seat.player()));
  }

  /**
   * Tells each player what that player may know.
   *
   * @param asker whose command caused it; null where none did
   */
  void tellEach(SpokenEvent said, @Nullable Seat asker) {
    for (Seat seat : state.seats().all()) {
      SeatLine line = seat.hearing();
      if (line != null && seat.player().role() == Role.PLAYER) {
        line.event(forSeat(seat, said), seat == asker ? said.event().n() : 0);
      }
    }
  }

  private static SpokenEvent shown(RoomEvent event, @Nullable String json) {
    return new SpokenEvent(
        new RoomEvent(
            event.id(),
            event.kind(),
            json == null ? "" : event.by(),
            event.seat(),
            event.n(),
            json == null ? "{}" : json));
  }
}
