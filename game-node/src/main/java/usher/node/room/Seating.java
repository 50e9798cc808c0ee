package usher.node.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import usher.common.feed.TopicName;
import usher.common.journal.RoomEvent;
import usher.common.link.OpenRequest;
import usher.common.player.CloseReason;
import usher.common.player.EventId;
import usher.common.player.Role;
import usher.node.game.EventJson;
import usher.node.game.Game;
import usher.node.game.Player;
import usher.node.journal.EventLog;
import usher.node.journal.Rule;
import usher.node.journal.Unkept;
import usher.node.seat.Seat;
import usher.node.seat.SeatLine;
import usher.node.seat.SeatTable;
import usher.node.seat.SpokenEvent;

/** Who comes to a room's seats, and goes. Owned by the room's loop. */
final class Seating {
  /** How long to wait before trying again, in seconds, where a seat may be free by then. */
  static final int RETRY_AFTER_FULL_SECONDS = 5;

  /** How long to wait before trying again, in seconds, where the journal may be back by then. */
  static final int RETRY_AFTER_UNKEPT_SECONDS = 1;

  private final Room room;
  private final Census census;
  private final IdentityHashMap<SeatLine, Seat> byLine = new IdentityHashMap<>();
  private int takenFromCensus;

  Seating(Room room, Census census) {
    this.room = room;
    this.census = census;
    int restored = room.state().seats().size();
    census.add(restored);
    takenFromCensus = restored;
  }

  private RoomState state() {
    return room.state();
  }

  /** The seat that this open is on; null where it is on none any more. */
  @Nullable Seat seatOn(SeatLine line) {
    return byLine.get(line);
  }

  void open(OpenRequest request, SeatLine line) {
    Seat seat = state().seats().find(request.token());
    if (seat != null && request.role() == Role.SPECTATOR && seat.player().role() == Role.PLAYER) {
      // A ticket may let its player watch only, who played before.
      line.close(CloseReason.BAD_SEAT, 0);
    } else if (seat != null) {
      reopen(seat, request, line);
    } else if (request.role() == Role.SPECTATOR) {
      room.spectating().open(request, line);
    } else {
      sit(request, line);
    }
  }

  /** What is played, or will be with this seat; null where the seat was refused for it. */
  @Nullable Play<?, ?> playing(OpenRequest request, SeatLine line) {
    Play<?, ?> playing = state().play();
    if (playing != null) {
      return playing;
    }
    Game<?, ?> game = room.settings().games().find(request.game());
    if (game == null) {
      line.close(CloseReason.UNKNOWN_GAME, 0);
      return null;
    }
    return Play.open(game, room.id());
  }

  private void sit(OpenRequest request, SeatLine line) {
    Play<?, ?> playing = playing(request, line);
    if (playing == null) {
      return;
    }
    boolean publishes = request.publish() && state().log().last().seq() == 0;
    if (publishes && !TopicName.hasRoomFor(room.id())) {
      line.close(CloseReason.BAD_PARAMETER, 0);
    } else if (room.custody().isFull()) {
      line.close(CloseReason.ROOM_UNAVAILABLE, RETRY_AFTER_UNKEPT_SECONDS);
    } else if (state().seats().size() >= SeatTable.MAX_SEATS) {
      line.close(CloseReason.ROOM_FULL, RETRY_AFTER_FULL_SECONDS);
    } else if (!census.take()) {
      line.close(CloseReason.TOO_MANY_PLAYERS, RETRY_AFTER_FULL_SECONDS);
    } else {
      takenFromCensus++;
      state().begin(playing);
      if (publishes) {
        state().publish();
      }
      boolean lost = !request.fresh();
      Seat seat = join(request, playing);
      if (lost) {
        seat.decidedUpTo(Math.max(request.answered(), request.upTo()));
      }
      attach(seat, line, Math.max(1, request.count()), request.answered());
      reply(seat, line, null, lost && room.rules().hold(Rule.RESET), lost, request.answered());
    }
  }

  private Seat join(OpenRequest request, Play<?, ?> playing) {
    boolean watches = state().seats().count(Role.PLAYER) >= playing.players();
    String name = request.player();
    Seat seat =
        state()
            .seats()
            .take(
                request.token(),
                name == null ? "guest" : name,
                request.visitor().verified(),
                watches ? Role.SPECTATOR : Role.PLAYER);
    Player player = seat.player();
    ObjectNode joined = EventJson.object().put("joined", player.name());
    if (watches) {
      joined.put("role", player.role().word());
    }
    List<Room.Fresh> events = new ArrayList<>();
    events.add(
        new Room.Fresh(
            watches ? RoomEvent.Kind.WATCHES : RoomEvent.Kind.JOINED, 0, EventJson.write(joined)));
    for (String event : playing.joined(player)) {
      events.add(new Room.Fresh(RoomEvent.Kind.GAME, 0, event));
    }
    room.publish(seat, events);
    return seat;
  }

  private void reopen(Seat seat, OpenRequest request, SeatLine line) {
    long count = request.count() == 0 ? seat.count() + 1 : request.count();
    if (count < seat.count()) {
      line.takenOver(seat.count());
      return;
    }
    if (request.answered() > seat.decided() && room.custody() instanceof Unkept) {
      line.close(CloseReason.BAD_PARAMETER, 0);
      return;
    }
    if (!room.rules().hold(Rule.DECIDED)) {
      seat.undecide(keptN(seat));
    }
    attach(seat, line, count, request.answered());
    reply(seat, line, request, request.after());
  }

  /**
   * Answers an open of a seat that is known.
   *
   * @param after the last event heard, null where none was
   */
  void reply(Seat seat, SeatLine line, OpenRequest request, @Nullable EventId after) {
    EventLog.Reach reach =
        after == null
            ? EventLog.Reach.TOO_FAR_BACK
            : state().log().reach(after, room.custody().kept());
    boolean reset =
        (reach == EventLog.Reach.AHEAD && room.rules().hold(Rule.RESET))
            || (reach == EventLog.Reach.ANOTHER && room.rules().hold(Rule.AFTER_ID));
    boolean shown = reset || reach == EventLog.Reach.TOO_FAR_BACK;
    reply(seat, line, shown ? null : after, reset, false, request.answered());
  }

  /** The highest n of a seat that an event came of which is kept. */
  private long keptN(Seat seat) {
    long kept = 0;
    for (RoomEvent event : state().log().range(0, room.custody().kept())) {
      kept = event.seat().equals(seat.token()) ? Math.max(kept, event.n()) : kept;
    }
    return kept;
  }

  /** The seat is on this open from now on. */
  void attach(Seat seat, SeatLine line, long count, long answered) {
    SeatLine heard = seat.hearing();
    SeatLine before = seat.attach(line, count, answered);
    if (heard != null) {
      room.voicesOf(seat).leave(heard.line());
    }
    if (before == null) {
      if (seat.isListed()) {
        state().seats().someoneCame();
        room.ticker().wake();
      }
    } else if (room.rules().hold(Rule.OLD_OPEN)) {
      byLine.remove(before);
      if (before != line) {
        // Also one of the same connection: it may be the later one, overtaken on another link.
        before.takenOver(count);
      }
    }
    byLine.put(line, seat);
  }

  private void reply(
      Seat seat,
      SeatLine line,
      @Nullable EventId after,
      boolean reset,
      boolean lost,
      long answered) {
    Play<?, ?> playing = state().playing();
    OpenReply.Shown shown =
        after != null
            ? null
            : new OpenReply.Shown(
                room.id().value(),
                playing.name(),
                room.settings().node().value(),
                playing.takesRawFrames(),
                Envelope.state(
                    state().seats(), playing.view(seat.player()), room.spectating().count()));
    OpenReply reply =
        new OpenReply(
            seat,
            line,
            reset,
            after,
            shown,
            state().log().last().seq(),
            lost,
            answered,
            seat.decided());
    if (after != null && !room.rules().hold(Rule.OPEN_WORD)) {
      say(reply);
    } else {
      room.custody().say(() -> say(reply));
    }
  }

  private void say(OpenReply reply) {
    Seat seat = reply.seat();
    SeatLine line = reply.line();
    if (!seat.isOn(line)) {
      return;
    }
    UnaryOperator<SpokenEvent> heard = said -> room.hiding().forSeat(seat, said);
    if (!reply.say(state().log(), room.spoken(), room.rules().hold(Rule.N_ORDER), heard)) {
      reply(seat, line, null, false, false, reply.answered());
      return;
    }
    seat.answeredUpTo(reply.settled());
    seat.opened();
    if (state().playing().takesRawFrames()) {
      line.raw();
    }
    line.opened(
        room.voicesOf(seat).join(line.line(), room.custody().epoch()),
        reply.settled(),
        seat.count());
  }

  /** Nobody is on this open any more. */
  void detach(SeatLine line, boolean onPurpose, long nowNs) {
    Seat seat = byLine.remove(line);
    if (seat == null) {
      return;
    }
    if (seat.hearing() != null) {
      room.voicesOf(seat).leave(line.line());
    }
    seat.detach(onPurpose ? nowNs - room.settings().grace().toNanos() : nowNs);
    if (seat.isListed()) {
      state().seats().someoneWent();
    } else {
      room.spectating().left(seat);
    }
    if (room.isEmpty()) {
      room.emptied(nowNs);
    }
    if (onPurpose && seat.isListed() && room.mayTake()) {
      leave(seat);
    }
  }

  /** A seat is given up. */
  void leave(Seat seat) {
    state().seats().remove(seat);
    census.release(1);
    takenFromCensus--;
    Player player = seat.player();
    List<Room.Fresh> events = new ArrayList<>();
    events.add(
        new Room.Fresh(
            RoomEvent.Kind.LEFT,
            0,
            EventJson.write(EventJson.object().put("left", player.name()))));
    for (String event : state().playing().left(player)) {
      events.add(new Room.Fresh(RoomEvent.Kind.GAME, 0, event));
    }
    room.publish(seat, events);
  }

  /** An open is over by the room's word; the seat stays. */
  void close(Seat seat, SeatLine line, CloseReason reason, int retryAfterSeconds, long nowNs) {
    if (seat.isOn(line)) {
      detach(line, false, nowNs);
    }
    line.close(reason, retryAfterSeconds);
  }

  /** Each open is told that the room is not here any more; the seats stay. */
  void stale(long epoch, long nowNs) {
    for (SeatLine line : List.copyOf(byLine.keySet())) {
      detach(line, false, nowNs);
      line.stale(epoch);
    }
  }

  /** The room is no more: each open is told so. */
  void end(@Nullable CloseReason reason, boolean tell, long epoch) {
    for (SeatLine line : List.copyOf(byLine.keySet())) {
      if (reason != null) {
        line.close(reason, 0);
      } else if (tell) {
        line.stale(epoch);
      }
    }
    byLine.clear();
    census.release(takenFromCensus);
    takenFromCensus = 0;
  }
}
