package usher.node.room;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.journal.RoomEvent;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.common.player.PlayerFrames;
import usher.common.player.Role;
import usher.node.game.Command;
import usher.node.game.EventJson;
import usher.node.game.Player;
import usher.node.game.RealTime;
import usher.node.journal.Rule;
import usher.node.seat.Seat;
import usher.node.seat.SeatLine;

/** What becomes of commands: each seat's are taken one by one, in order of n. Room loops. */
final class Deciding {
  /** The largest command of a game that reads JSON, in bytes. */
  static final int MAX_COMMAND_BYTES = 16 * 1024;

  /** So many commands of a seat wait for their room; one more ends the open. */
  static final int MAX_HELD = 1_024;

  private static final Logger log = LoggerFactory.getLogger(Deciding.class);

  private final Room room;

  Deciding(Room room) {
    this.room = room;
  }

  void command(@Nullable Seat seat, RoomWork.Command work) {
    if (seat == null) {
      return;
    }
    SeatLine line = work.line();
    if (!seat.isListed()) {
      line.taken();
      room.spectating().refuse(seat, line, work.n());
    } else if (room.state().playing().takesRawFrames() && !room.isPaused()) {
      line.taken();
      raw(seat, line, work.frame());
    } else if (!room.mayTake() || seat.heldCount() > 0) {
      if (seat.heldCount() >= MAX_HELD) {
        close(seat, line, CloseReason.ROOM_UNAVAILABLE, Seating.RETRY_AFTER_UNKEPT_SECONDS);
      } else {
        seat.hold(work.n(), work.frame());
      }
    } else {
      line.taken();
      take(seat, line, work.n(), work.frame());
    }
  }

  /** Takes what was held, as long as the room takes any. */
  void takeHeld(Seat seat) {
    while (room.mayTake()) {
      SeatLine line = seat.line();
      Seat.Held next = line == null ? null : seat.takeHeld();
      if (line == null || next == null) {
        return;
      }
      line.taken();
      if (room.state().playing().takesRawFrames()) {
        raw(seat, line, next.frame());
      } else {
        take(seat, line, next.n(), next.frame());
      }
    }
  }

  private void raw(Seat seat, SeatLine line, PlayerFrame frame) {
    if (seat.player().role() != Role.PLAYER) {
      refuseRaw(seat, line, Spectating.WHY_NOT);
      return;
    }
    Play<?, ?> playing = room.state().playing();
    RealTime<?, ?, ?> realTime = playing.realTime();
    if (realTime != null) {
      if (!playing.moved(seat.player(), frame)) {
        refuseRaw(seat, line, realTime.rule());
      }
      return;
    }
    PlayerFrame relayed = playing.relayed(frame);
    if (relayed != null) {
      room.sayVolatile(relayed);
    } else if (playing.decide(Command.raw(seat.player(), frame), room.outside().now())
        instanceof Play.Outcome.Happened happened) {
      happened.volatileFrames().forEach(room::sayVolatile);
    }
  }

  /** A raw frame has no number, nor has the answer to one that is wrong. */
  private static void refuseRaw(Seat seat, SeatLine line, String reason) {
    if (seat.hearing() == line) {
      line.answer(0, PlayerFrames.rejected(0, reason));
    }
  }

  private void take(Seat seat, SeatLine line, long n, PlayerFrame frame) {
    boolean isLower = n < seat.next() || n <= seat.decided();
    if (isLower && room.rules().hold(Rule.NEXT_N)) {
      return;
    }
    if (n > seat.next()) {
      log.warn("room {}: command {} of a seat came before {}", room.id(), n, seat.next());
      close(seat, line, CloseReason.ROOM_UNAVAILABLE, Seating.RETRY_AFTER_UNKEPT_SECONDS);
      return;
    }
    if (frame.payload().length > MAX_COMMAND_BYTES) {
      close(seat, line, CloseReason.TOO_LARGE, 0);
      return;
    }
    seat.take(n);
    Player player = seat.player();
    Play<?, ?> playing = room.state().playing();
    JsonNode json = frame.isBinary() ? null : EventJson.command(frame.payload());
    if (json == null) {
      reject(seat, line, n, "a command is a JSON object, in a text frame");
    } else if (player.role() == Role.SPECTATOR && !playing.spectatorMay(json)) {
      reject(seat, line, n, Spectating.WHY_NOT);
    } else {
      Command command = new Command(player, json, frame);
      carryOut(seat, line, n, playing.decide(command, room.outside().now()));
    }
  }

  private void carryOut(Seat seat, SeatLine line, long n, Play.Outcome outcome) {
    if (outcome instanceof Play.Outcome.Refused refused) {
      reject(seat, line, n, refused.reason());
      return;
    }
    Play.Outcome.Happened happened = (Play.Outcome.Happened) outcome;
    happened.volatileFrames().forEach(room::sayVolatile);
    if (!happened.events().isEmpty()) {
      List<Room.Fresh> events = new ArrayList<>(happened.events().size());
      for (String event : happened.events()) {
        events.add(new Room.Fresh(RoomEvent.Kind.GAME, n, event));
      }
      room.publish(seat, events);
    } else if (room.rules().hold(Rule.DONE)) {
      room.answer(seat, line, n, seat.done(n));
    }
  }

  private void reject(Seat seat, SeatLine line, long n, String reason) {
    room.answer(seat, line, n, seat.rejected(n, reason));
  }

  private void close(Seat seat, SeatLine line, CloseReason reason, int retryAfterSeconds) {
    room.seating().close(seat, line, reason, retryAfterSeconds, room.outside().nowNs());
  }
}
