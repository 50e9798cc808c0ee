package usher.node.room;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import usher.common.feed.TopicName;
import usher.common.link.OpenRequest;
import usher.common.player.CloseReason;
import usher.common.player.EventId;
import usher.common.player.PlayerFrame;
import usher.common.player.PlayerFrames;
import usher.node.seat.RoomVoice;
import usher.node.seat.Seat;
import usher.node.seat.SeatLine;
import usher.node.seat.SpokenEvent;

/**
 * Those who came to watch a room. They are not in its state: no event tells of them, they take
 * nothing of the node's capacity, and last as long as their opens. Owned by the room's loop.
 */
final class Spectating {
  /** The most spectators of one room on one node. */
  static final int MAX_SPECTATORS = 20_000;

  /** What a spectator who acts is told. */
  static final String WHY_NOT = "you watch: come with role=player to play";

  /** The side of those who hear events as the game shows them to spectators. */
  static final int SHOWN_SIDE = 1;

  private final Room room;
  private final Publisher publisher;
  private @Nullable TopicName topic;
  private final Map<String, Seat> byToken = new LinkedHashMap<>();
  private final Voices shown;
  private final Delayed delayed;
  private final Viewers viewers;

  Spectating(Room room, Publisher publisher) {
    this.room = room;
    this.publisher = publisher;
    this.shown = new Voices(room.id(), SHOWN_SIDE);
    this.delayed = new Delayed(room, this);
    this.viewers = new Viewers(room.outside(), this::sayToAll);
  }

  /** How many there are. */
  int count() {
    return byToken.size();
  }

  Collection<Seat> all() {
    return byToken.values();
  }

  /** Someone comes to watch, or comes back. */
  void open(OpenRequest request, SeatLine line) {
    Play<?, ?> playing = room.seating().playing(request, line);
    if (playing == null) {
      return;
    }
    Seat before = byToken.get(request.token());
    long last = before == null ? 0 : before.count();
    long count = request.count() == 0 ? last + 1 : request.count();
    if (count < last) {
      line.takenOver(last);
    } else if (room.custody().isFull()) {
      line.close(CloseReason.ROOM_UNAVAILABLE, Seating.RETRY_AFTER_UNKEPT_SECONDS);
    } else if (before == null && byToken.size() >= MAX_SPECTATORS) {
      line.close(CloseReason.ROOM_FULL, Seating.RETRY_AFTER_FULL_SECONDS);
    } else {
      SeatLine old = before == null ? null : before.line();
      if (old != null) {
        room.seating().detach(old, false, room.outside().nowNs());
        old.takenOver(count);
      }
      room.state().begin(playing);
      sit(request, line, count);
    }
  }

  private void sit(OpenRequest request, SeatLine line, long count) {
    String name = request.player() == null ? "guest" : request.player();
    Seat seat = Seat.unlisted(request.token(), name, request.delaySeconds());
    byToken.put(seat.token(), seat);
    seat.decidedUpTo(Math.max(request.answered(), request.upTo()));
    room.seating().attach(seat, line, count, request.answered());
    viewers.changed(byToken.size());
    if (seat.delaySeconds() > 0) {
      delayed.open(seat, line, request);
    } else {
      room.seating().reply(seat, line, request, heard(request));
    }
  }

  /** The last event heard; whoever heard none is shown the room, which may be another by now. */
  static @Nullable EventId heard(OpenRequest request) {
    EventId after = request.after();
    return after == null || after.seq() == 0 ? null : after;
  }

  /** A spectator is gone. */
  void left(Seat seat) {
    if (byToken.remove(seat.token(), seat)) {
      viewers.changed(byToken.size());
    }
  }

  /** A spectator sent something. */
  void refuse(Seat seat, SeatLine line, long n) {
    if (n > 0) {
      if (n < seat.next()) {
        return;
      }
      seat.take(n);
    }
    PlayerFrame frame = PlayerFrames.rejected(n, WHY_NOT);
    if (seat.hearing() == line) {
      seat.answeredUpTo(n);
      line.answer(n, frame);
    } else {
      room.answer(seat, line, n, frame);
    }
  }

  /** The voices that one hears who watches, on a seat of the room or not. */
  Voices voicesOf(Seat seat) {
    if (seat.delaySeconds() > 0) {
      return delayed.voices(seat.delaySeconds());
    }
    return room.hiding().fromSpectators() ? shown : room.voices();
  }

  /**
   * The room said an event to those who play.
   *
   * @param asker the open whose command caused it; null where none did
   */
  void event(SpokenEvent said, @Nullable SeatLine asker) {
    boolean publishes = room.state().publishes();
    if (shown.isSilent() && !publishes && delayed.isIdle()) {
      return;
    }
    SpokenEvent asShown = room.hiding().forSpectators(said);
    shown.event(asShown, asker);
    delayed.event(said.event(), asShown);
    if (publishes) {
      publisher.publish(topic(), asShown.forAll().payload());
    }
  }

  private TopicName topic() {
    TopicName known = topic;
    if (known == null) {
      known = TopicName.ofRoom(room.id());
      topic = known;
    }
    return known;
  }

  /** The room said something that is no event. */
  void say(PlayerFrame frame) {
    shown.say(frame);
    delayed.say(frame);
  }

  private void sayToAll(PlayerFrame frame) {
    room.voices().say(frame);
    each(voice -> voice.say(frame));
  }

  /** For each voice that only spectators hear. */
  void each(Consumer<RoomVoice> word) {
    shown.each(word);
    delayed.each(word);
  }

  /** The room goes on at a higher epoch. */
  void raise(long epoch) {
    shown.raise(epoch);
    delayed.raise(epoch);
  }

  /** Time passed. */
  void tick(long nowNs) {
    delayed.tick(nowNs);
  }

  /** The room is another's soon: nobody is told anything any more. */
  void released() {
    shown.end();
    delayed.clear();
  }

  /** The room is gone. */
  void end() {
    shown.end();
    delayed.end();
    viewers.end();
  }
}
