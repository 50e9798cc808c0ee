package usher.node.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.common.player.EventId;
import usher.common.player.PlayerFrame;
import usher.common.player.PlayerFrames;
import usher.common.player.Role;
import usher.common.room.RoomId;
import usher.node.game.Command;
import usher.node.game.EventJson;
import usher.node.game.Game;
import usher.node.game.Player;
import usher.node.seat.JoinRequest;
import usher.node.seat.JoinRequest.Resume;
import usher.node.seat.PlayerSocket;
import usher.node.seat.Seat;
import usher.node.seat.SeatTable;
import usher.node.seat.Seating;

/**
 * One room: its seats, its game and its last events. Made and called by its loop only; {@link
 * #epoch} and the fence may be read and set by others.
 */
final class Room {
  /** The largest command of a game that reads JSON, in bytes. */
  static final int MAX_COMMAND_BYTES = 16 * 1024;

  /** How long to wait before trying again, in seconds, where a seat may be free by then. */
  static final int RETRY_AFTER_FULL_SECONDS = 5;

  private final RoomId id;
  private final RoomSettings settings;
  private final Census census;
  private final SeatTable seats = new SeatTable();
  private final EventLog log = new EventLog();
  private @Nullable Play<?, ?> play;
  private long seq;
  private boolean frozen;
  private long emptySinceNs;
  private volatile long epoch;
  private volatile boolean fenced;

  Room(RoomId id, long epoch, RoomSettings settings, Census census, long nowNs) {
    this.id = id;
    this.epoch = epoch;
    this.settings = settings;
    this.census = census;
    this.emptySinceNs = nowNs;
  }

  RoomId id() {
    return id;
  }

  long epoch() {
    return epoch;
  }

  /** The router placed the room here anew. */
  void raise(long higher) {
    epoch = higher;
  }

  /** From now on the room says and decides nothing: it lives elsewhere. Any thread. */
  void fence() {
    fenced = true;
  }

  boolean isFenced() {
    return fenced;
  }

  /** A player wants in. */
  void join(JoinRequest request, PlayerSocket socket, Function<Seat, Seating> seatings) {
    Resume resume = request.resume();
    Seat seat = resume == null ? null : seats.find(resume.token());
    if (resume != null && seat != null) {
      resume(seat, resume, socket, seatings);
      return;
    }
    Play<?, ?> playing = play;
    if (playing == null) {
      Game<?, ?> game = settings.games().find(request.game());
      if (game == null) {
        socket.refuse(CloseReason.UNKNOWN_GAME, 0);
        return;
      }
      playing = Play.open(game, id);
    }
    if (seats.size() >= SeatTable.MAX_SEATS) {
      socket.refuse(CloseReason.ROOM_FULL, RETRY_AFTER_FULL_SECONDS);
    } else if (!census.take()) {
      socket.refuse(CloseReason.TOO_MANY_PLAYERS, RETRY_AFTER_FULL_SECONDS);
    } else {
      play = playing;
      sit(request, socket, seatings, playing);
    }
  }

  private void sit(
      JoinRequest request,
      PlayerSocket socket,
      Function<Seat, Seating> seatings,
      Play<?, ?> playing) {
    boolean watches =
        request.role() == Role.SPECTATOR || seats.count(Role.PLAYER) >= playing.players();
    String name = request.name();
    Seat seat = seats.take(name == null ? "guest" : name, watches ? Role.SPECTATOR : Role.PLAYER);
    Player player = seat.player();
    ObjectNode joined = EventJson.object().put("joined", player.name());
    if (watches) {
      joined.put("role", player.role().word());
    }
    publish(player, null, 0, EventJson.write(joined));
    playing.joined(player).forEach(event -> publish(player, null, 0, event));
    seat.attach(socket, 0, 0);
    seats.someoneCame();
    socket.accept(seatings.apply(seat));
    if (request.resume() != null) {
      seat.send(PlayerFrames.RESET);
    }
    welcome(seat, playing);
  }

  private void resume(
      Seat seat, Resume resume, PlayerSocket socket, Function<Seat, Seating> seatings) {
    long connection = resume.connections() == 0 ? seat.connections() + 1 : resume.connections();
    if (connection < seat.connections()) {
      socket.refuse(CloseReason.SEAT_TAKEN_OVER, 0);
      return;
    }
    if (resume.answered() > seat.decided()) {
      socket.refuse(CloseReason.BAD_PARAMETER, 0);
      return;
    }
    PlayerSocket before = seat.attach(socket, connection, resume.answered());
    if (before == null) {
      seats.someoneCame();
    } else {
      before.close(CloseReason.SEAT_TAKEN_OVER);
    }
    socket.accept(seatings.apply(seat));
    catchUp(seat, resume);
  }

  private void catchUp(Seat seat, Resume resume) {
    Play<?, ?> playing = playing();
    EventId after = resume.after();
    EventLog.Reach reach = after == null ? EventLog.Reach.TOO_FAR_BACK : log.reach(after);
    if (after != null && reach == EventLog.Reach.KEPT) {
      replay(seat, after, resume.answered());
    } else if (reach == EventLog.Reach.TOO_FAR_BACK) {
      welcome(seat, playing);
    } else {
      seat.startOver();
      seat.send(PlayerFrames.RESET);
      welcome(seat, playing);
      return;
    }
    seat.send(PlayerFrames.settled(seat.decided()));
  }

  private void replay(Seat seat, EventId after, long answered) {
    long said = answered;
    for (EventLog.Logged event : log.after(after)) {
      boolean own = event.seat() == seat && event.n() > 0;
      if (own && event.n() > said) {
        seat.answersBetween(said, event.n(), seat::send);
        said = event.n();
      }
      seat.send(PlayerFrames.event(event.id(), event.by(), own ? event.n() : 0, event.json()));
    }
    seat.answersBetween(said, Long.MAX_VALUE, seat::send);
  }

  /** The player on this seat sent a frame, if the socket is still the seat's own. */
  void command(Seat seat, PlayerSocket from, PlayerFrame frame) {
    if (!seat.isOn(from)) {
      return;
    }
    if (frozen) {
      seat.hold(frame);
      return;
    }
    from.taken();
    take(seat, from, frame);
  }

  private void take(Seat seat, PlayerSocket from, PlayerFrame frame) {
    Play<?, ?> playing = playing();
    Player player = seat.player();
    if (playing.takesRawFrames()) {
      if (player.role() == Role.PLAYER
          && playing.decide(Command.raw(player, frame), Instant.now())
              instanceof Play.Outcome.Happened happened) {
        happened.volatileFrames().forEach(this::toAll);
      }
      return;
    }
    if (frame.payload().length > MAX_COMMAND_BYTES) {
      from.close(CloseReason.TOO_LARGE);
      return;
    }
    long n = seat.arrive();
    if (n == 0) {
      return;
    }
    JsonNode json = frame.isBinary() ? null : EventJson.command(frame.payload());
    if (json == null) {
      seat.reject(n, "a command is a JSON object, in a text frame");
    } else if (player.role() == Role.SPECTATOR && !playing.spectatorMay(json)) {
      seat.reject(n, "you watch");
    } else {
      carryOut(seat, n, playing.decide(new Command(player, json, frame), Instant.now()));
    }
  }

  private void carryOut(Seat seat, long n, Play.Outcome outcome) {
    if (outcome instanceof Play.Outcome.Refused refused) {
      seat.reject(n, refused.reason());
      return;
    }
    Play.Outcome.Happened happened = (Play.Outcome.Happened) outcome;
    happened.volatileFrames().forEach(this::toAll);
    happened.events().forEach(event -> publish(seat.player(), seat, n, event));
    if (happened.events().isEmpty()) {
      seat.done(n);
    }
  }

  /** The seat's socket is gone, if it is still the seat's own. */
  void gone(Seat seat, PlayerSocket socket, boolean onPurpose, long nowNs) {
    if (!seat.isOn(socket)) {
      return;
    }
    seats.someoneWent();
    seat.detach(onPurpose ? nowNs - settings.grace().toNanos() : nowNs);
    if (seats.present() == 0) {
      emptySinceNs = nowNs;
    }
    if (onPurpose && !frozen) {
      leave(seat);
    }
  }

  private void leave(Seat seat) {
    seats.remove(seat);
    census.release(1);
    Player player = seat.player();
    publish(player, null, 0, EventJson.write(EventJson.object().put("left", player.name())));
    playing().left(player).forEach(event -> publish(player, null, 0, event));
  }

  /** The lease ran out: until {@link #thaw} the room decides nothing. */
  void freeze() {
    frozen = true;
    toAll(PlayerFrames.PAUSED);
  }

  /** The lease is back. */
  void thaw() {
    frozen = false;
    toAll(PlayerFrames.resumed(settings.node().value()));
    for (Seat seat : List.copyOf(seats.all())) {
      PlayerSocket socket = seat.socket();
      PlayerFrame frame = seat.takeHeld();
      while (socket != null && frame != null) {
        socket.taken();
        take(seat, socket, frame);
        frame = seat.takeHeld();
      }
    }
  }

  /**
   * Time passed: seats whose grace is over are given up.
   *
   * @return whether the room may fall asleep
   */
  boolean tick(long nowNs, boolean draining) {
    if (frozen) {
      return false;
    }
    seats.absentSince(nowNs - settings.grace().toNanos()).forEach(this::leave);
    return seats.present() == 0
        && (draining || (seats.size() == 0 && nowNs - emptySinceNs >= settings.idle().toNanos()));
  }

  /** The room is no more: whoever is on a seat is told why. */
  void close(CloseReason reason) {
    for (Seat seat : seats.all()) {
      PlayerSocket socket = seat.socket();
      if (socket != null) {
        socket.close(reason);
      }
    }
    census.release(seats.size());
  }

  RoomSummary summary() {
    List<String> players =
        seats.all().stream()
            .filter(seat -> seat.player().role() == Role.PLAYER)
            .limit(Envelope.MAX_LISTED)
            .map(seat -> seat.player().name())
            .toList();
    String game = play == null ? null : play.name();
    return new RoomSummary(
        id.value(),
        game,
        settings.node().value(),
        epoch,
        seq,
        players,
        seats.count(Role.SPECTATOR));
  }

  /** The room in one readable line. */
  String line() {
    RoomSummary summary = summary();
    return String.format(
        "room=%s game=%s epoch=%d seq=%d players=%s spectators=%d present=%d%s | %s",
        id,
        summary.game(),
        epoch,
        seq,
        summary.players(),
        summary.spectators(),
        seats.present(),
        frozen ? " paused" : "",
        play == null ? "nobody came yet" : play.summary());
  }

  private Play<?, ?> playing() {
    if (play == null) {
      throw new IllegalStateException("room " + id + " has seats but no game");
    }
    return play;
  }

  private void welcome(Seat seat, Play<?, ?> playing) {
    seat.send(
        PlayerFrames.welcome(
            new PlayerFrames.Welcome(
                id.value(),
                playing.name(),
                settings.node().value(),
                seat.token(),
                seat.player().name(),
                seat.player().role().word(),
                new EventId(epoch, seq),
                Envelope.state(seats, playing.view(seat.player())))));
  }

  private void publish(Player by, @Nullable Seat asker, long n, String json) {
    seq++;
    EventId eventId = new EventId(epoch, seq);
    log.add(new EventLog.Logged(eventId, by.name(), asker, n, json));
    // The asker first: all others then share one frame, and a socket's loop encodes it once.
    if (asker != null) {
      asker.send(PlayerFrames.event(eventId, by.name(), n, json));
    }
    if (seats.present() > (asker != null && asker.isPresent() ? 1 : 0)) {
      PlayerFrame frame = PlayerFrames.event(eventId, by.name(), 0, json);
      for (Seat seat : seats.all()) {
        if (seat != asker) {
          seat.send(frame);
        }
      }
    }
  }

  private void toAll(PlayerFrame frame) {
    for (Seat seat : seats.all()) {
      seat.send(frame);
    }
  }
}
