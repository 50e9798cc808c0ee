package usher.node.room;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import usher.common.journal.RoomEvent;
import usher.common.player.EventId;
import usher.common.player.PlayerFrame;
import usher.common.player.PlayerFrames;
import usher.node.journal.EventLog;
import usher.node.seat.Seat;
import usher.node.seat.SeatLine;
import usher.node.seat.SpokenEvent;

/**
 * The answer to an open, made when the open was decided and said in one turn: what was lost, the
 * room as it was or what the seat missed, and in order of n among that the answers it was not
 * given. Owned by the room's loop.
 *
 * @param after the last event heard, if all since then is said; null where the room is shown
 * @param shown the state to show; null where the events are said
 * @param upTo the last seq that the state covers
 * @param lost whether the room knew nothing of the seat: none of its commands is answered then
 * @param answered the highest n that the player was answered
 * @param settled the highest n that is answered once this is said
 */
record OpenReply(
    Seat seat,
    SeatLine line,
    boolean reset,
    @Nullable EventId after,
    @Nullable Shown shown,
    long upTo,
    boolean lost,
    long answered,
    long settled) {
  /** How many commands may be said to be refused that nobody knows anything of. */
  static final int MAX_UNKNOWN = 1_024;

  /** A room as someone sees it. */
  record Shown(String room, String game, String node, boolean raw, String state) {}

  /**
   * Says it.
   *
   * @param spoken the seq up to which all events were said
   * @param heardAs an event as this seat hears it
   * @return false if the missed events are not here any more: nothing is said then
   */
  boolean say(EventLog log, long spoken, boolean inOrderOfN, UnaryOperator<SpokenEvent> heardAs) {
    EventId heard = after;
    if (heard != null && heard.seq() + 1 < log.first()) {
      return false;
    }
    if (reset) {
      line.reset();
    }
    if (heard == null) {
      show(log);
    } else {
      missed(log, heard.seq(), spoken, inOrderOfN, heardAs);
    }
    return true;
  }

  private void show(EventLog log) {
    Shown room = shown;
    if (room == null) {
      throw new IllegalStateException("there is nothing to show");
    }
    EventId last = upTo < log.first() ? log.before() : log.at(upTo).id();
    line.welcome(
        last,
        room.raw(),
        PlayerFrames.welcome(
            new PlayerFrames.Welcome(
                room.room(),
                room.game(),
                room.node(),
                seat.token(),
                seat.player().name(),
                seat.player().role().word(),
                last,
                room.state())));
    if (lost) {
      return;
    }
    for (long n = Math.max(answered + 1, settled - MAX_UNKNOWN); n <= settled; n++) {
      PlayerFrame known = seat.answer(n);
      if (known != null) {
        line.answer(n, known);
      } else if (!seat.mayHaveCaused(n)) {
        refuse(n);
      }
    }
  }

  private void missed(
      EventLog log,
      long heard,
      long spoken,
      boolean inOrderOfN,
      UnaryOperator<SpokenEvent> heardAs) {
    long said = answered;
    if (!inOrderOfN) {
      answers(said, settled + 1);
      said = settled;
    }
    for (long seq = heard + 1; seq <= spoken; seq++) {
      RoomEvent event = log.at(seq);
      boolean own = event.n() > 0 && event.seat().equals(seat.token());
      if (own && event.n() > said) {
        answers(said, event.n());
        said = event.n();
      }
      line.event(heardAs.apply(new SpokenEvent(event)), own ? event.n() : 0);
    }
    answers(said, settled + 1);
  }

  /** The answers above one n and below another. */
  private void answers(long above, long below) {
    for (long n = Math.max(above + 1, below - MAX_UNKNOWN); n < below; n++) {
      PlayerFrame known = seat.answer(n);
      if (known != null) {
        line.answer(n, known);
      } else if (!seat.mayHaveCaused(n)) {
        refuse(n);
      }
    }
  }

  private void refuse(long n) {
    line.answer(n, seat.rejected(n, "not carried out"));
  }
}
