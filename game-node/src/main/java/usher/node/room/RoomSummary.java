package usher.node.room;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import usher.common.player.Role;

/**
 * A room, for whoever asks what it is.
 *
 * @param game null before the first player
 * @param players the names of those who play, present or not
 * @param spectators how many watch
 */
public record RoomSummary(
    String room,
    @Nullable String game,
    String node,
    long epoch,
    long seq,
    List<String> players,
    int spectators) {
  /** A room as it is; on its loop. */
  static RoomSummary of(Room room) {
    RoomState state = room.state();
    List<String> players =
        state.seats().all().stream()
            .filter(seat -> seat.player().role() == Role.PLAYER)
            .limit(Envelope.MAX_LISTED)
            .map(seat -> seat.player().name())
            .toList();
    Play<?, ?> play = state.play();
    return new RoomSummary(
        room.id().value(),
        play == null ? null : play.name(),
        room.settings().node().value(),
        room.epoch(),
        state.log().last().seq(),
        players,
        state.seats().count(Role.SPECTATOR) + room.spectating().count());
  }

  /** A room in one readable line; on its loop. */
  static String line(Room room) {
    RoomSummary summary = of(room);
    Play<?, ?> play = room.state().play();
    return String.format(
        Locale.ROOT,
        "room=%s game=%s epoch=%d seq=%d%s players=%s spectators=%d present=%d%s | %s",
        room.id(),
        summary.game(),
        summary.epoch(),
        summary.seq(),
        room.custody().line(),
        summary.players(),
        summary.spectators(),
        room.state().seats().present(),
        room.isPaused() ? " paused" : "",
        play == null ? "nobody came yet" : play.summary());
  }
}
