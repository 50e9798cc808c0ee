package usher.node.room;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import usher.common.journal.RoomEvent;
import usher.common.link.OpenRequest;
import usher.common.player.EventId;
import usher.common.player.PlayerFrame;
import usher.common.player.PlayerFrames;
import usher.node.journal.EventLog;
import usher.node.seat.RoomVoice;
import usher.node.seat.Seat;
import usher.node.seat.SeatLine;
import usher.node.seat.SpokenEvent;

/**
 * The spectators of a room who hear it late: one group for each delay, at most {@link
 * usher.common.player.SeatQuery#MAX_DELAY_SECONDS} of them. A group begins with the room as it is
 * when its first spectator comes, shows that when it is old enough, and goes on from there. Owned
 * by the room's loop.
 */
final class Delayed {
  /** How long a group without spectators goes on, in nanoseconds. */
  static final long GRACE_NS = TimeUnit.SECONDS.toNanos(30);

  private final Room room;
  private final Spectating spectating;
  private final LateWords words = new LateWords();
  private final Map<Integer, DelayedGroup> groups = new TreeMap<>();
  private boolean timed;
  private boolean ended;

  Delayed(Room room, Spectating spectating) {
    this.room = room;
    this.spectating = spectating;
  }

  boolean isIdle() {
    return groups.isEmpty();
  }

  Voices voices(int seconds) {
    return group(seconds).voices;
  }

  private DelayedGroup group(int seconds) {
    return groups.computeIfAbsent(
        seconds,
        s ->
            new DelayedGroup(
                s, new Voices(room.id(), Spectating.SHOWN_SIDE + s), room.outside().nowNs()));
  }

  /** A spectator's open is to be answered. */
  void open(Seat seat, SeatLine line, OpenRequest request) {
    DelayedGroup group = groups.get(seat.delaySeconds());
    if (group == null || !group.hasPast()) {
      begin(group(seat.delaySeconds()));
    }
    room.custody().say(() -> enter(seat, line, request));
  }

  /** The group begins with the room as it is now, once that is kept. */
  private void begin(DelayedGroup group) {
    EventId last = room.state().log().last();
    String snapshot = room.snapshot(last);
    room.custody()
        .say(
            () -> {
              if (!ended && !group.hasPast()) {
                begin(group, snapshot, last.seq());
              }
            });
  }

  private void begin(DelayedGroup group, String snapshot, long seq) {
    long nowNs = room.outside().nowNs();
    RoomState past = new RoomState(room.id(), room.settings().games(), nowNs, 1);
    past.restore(snapshot);
    EventLog log = room.state().log();
    EventId last = seq < log.first() ? log.before() : log.at(seq).id();
    long asOfNs = room.spoken() == seq ? room.spokenAtNs() : nowNs;
    group.begin(past, new EventId(last.epoch(), seq), asOfNs, words.end());
    time();
  }

  private void enter(Seat seat, SeatLine line, OpenRequest request) {
    DelayedGroup group = group(seat.delaySeconds());
    if (!seat.isOn(line)) {
      return;
    }
    if (!group.hasPast()) {
      open(seat, line, request);
      return;
    }
    advance();
    seat.answeredUpTo(seat.decided());
    seat.opened();
    if (group.isLive()) {
      show(group, seat, line, Spectating.heard(request));
    } else {
      long leftNs = Math.max(0, group.liveAtNs() - room.outside().nowNs());
      long seconds = TimeUnit.NANOSECONDS.toSeconds(leftNs) + 1;
      group.waiting.put(seat.token(), new DelayedGroup.Waiting(seat, Spectating.heard(request)));
      line.answer(0, PlayerFrames.waiting(seconds));
    }
    long from = Math.max(request.answered() + 1, seat.decided() - OpenReply.MAX_UNKNOWN);
    for (long n = from; n <= seat.decided(); n++) {
      line.answer(n, PlayerFrames.rejected(n, Spectating.WHY_NOT));
    }
    if (room.state().playing().takesRawFrames()) {
      line.raw();
    }
    line.opened(
        group.voices.join(line.line(), room.custody().epoch()), seat.decided(), seat.count());
  }

  /** Says what the seat missed of what its group heard, or what the room was like then. */
  private void show(DelayedGroup group, Seat seat, SeatLine line, @Nullable EventId after) {
    EventLog log = room.state().log();
    EventLog.Reach reach =
        after == null ? EventLog.Reach.TOO_FAR_BACK : log.reach(after, room.custody().kept());
    if (after != null && reach == EventLog.Reach.KEPT) {
      for (long seq = after.seq() + 1; seq <= group.last().seq(); seq++) {
        line.event(room.hiding().forSpectators(new SpokenEvent(log.at(seq))), 0);
      }
      return;
    }
    if (reach == EventLog.Reach.ANOTHER || reach == EventLog.Reach.AHEAD) {
      line.reset();
    }
    RoomState past = group.past();
    Play<?, ?> playing = past.playing();
    String state = Envelope.past(past.seats(), playing.view(seat.player()), spectating.count());
    line.welcome(
        group.last(),
        playing.takesRawFrames(),
        PlayerFrames.welcome(
            new PlayerFrames.Welcome(
                room.id().value(),
                playing.name(),
                room.settings().node().value(),
                seat.token(),
                seat.player().name(),
                seat.player().role().word(),
                group.last(),
                state)));
  }

  /** The room said an event. */
  void event(RoomEvent event, SpokenEvent shown) {
    if (groups.isEmpty()) {
      return;
    }
    if (words.add(room.outside().nowNs(), event, shown)) {
      time();
      return;
    }
    for (DelayedGroup group : groups.values()) {
      group.restart();
      for (Seat seat : spectating.all()) {
        if (seat.delaySeconds() == group.seconds && seat.hearing() != null) {
          group.waiting.put(seat.token(), new DelayedGroup.Waiting(seat, null));
        }
      }
      begin(group);
    }
  }

  /** The room said something that is no event. */
  void say(PlayerFrame frame) {
    if (!groups.isEmpty()) {
      words.add(room.outside().nowNs(), frame);
      time();
    }
  }

  /** Says what is due, to each group. */
  private void advance() {
    long nowNs = room.outside().nowNs();
    long wanted = words.end();
    for (DelayedGroup group : groups.values()) {
      if (group.hasPast()) {
        advance(group, nowNs);
        wanted = Math.min(wanted, group.next);
      }
    }
    words.dropBefore(wanted);
  }

  private void advance(DelayedGroup group, long nowNs) {
    if (!group.isLive() && nowNs - group.liveAtNs() >= 0) {
      group.live();
      for (DelayedGroup.Waiting next : group.waiting.values()) {
        SeatLine line = next.seat().hearing();
        if (line != null) {
          show(group, next.seat(), line, next.after());
        }
      }
      group.waiting.clear();
    }
    while (group.isLive()
        && group.next < words.end()
        && nowNs - words.at(group.next).atNs() >= group.delayNs) {
      group.say(words.at(group.next));
    }
  }

  /** Sees to it that what comes next is said when it is due. */
  private void time() {
    if (timed || ended) {
      return;
    }
    long nowNs = room.outside().nowNs();
    long leftNs = Long.MAX_VALUE;
    for (DelayedGroup group : groups.values()) {
      if (group.hasPast() && !group.isLive()) {
        leftNs = Math.min(leftNs, group.liveAtNs() - nowNs);
      } else if (group.hasPast() && group.next < words.end()) {
        leftNs = Math.min(leftNs, words.at(group.next).atNs() + group.delayNs - nowNs);
      }
    }
    if (leftNs < Long.MAX_VALUE) {
      timed = true;
      room.outside().later(Math.max(0, leftNs), this::onTime);
    }
  }

  private void onTime() {
    timed = false;
    if (!ended) {
      advance();
      time();
    }
  }

  /** For each voice of the groups. */
  void each(Consumer<RoomVoice> word) {
    groups.values().forEach(group -> group.voices.each(word));
  }

  /** The room goes on at a higher epoch. */
  void raise(long epoch) {
    groups.values().forEach(group -> group.voices.raise(epoch));
  }

  /** Time passed: groups that nobody hears any more end. */
  void tick(long nowNs) {
    if (groups.isEmpty()) {
      return;
    }
    BitSet heard = new BitSet();
    spectating.all().forEach(seat -> heard.set(seat.delaySeconds()));
    groups.values().removeIf(group -> group.isEmptyFor(!heard.get(group.seconds), nowNs, GRACE_NS));
    if (groups.isEmpty()) {
      words.dropBefore(words.end());
    }
  }

  /** Nobody hears it here any more. */
  void clear() {
    groups.values().forEach(group -> group.voices.end());
    groups.clear();
    words.dropBefore(words.end());
  }

  /** The room is not here any more. */
  void end() {
    ended = true;
    clear();
  }
}
