package usher.sim.wire;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.common.player.EventId;
import usher.common.player.PlayerFrame;
import usher.common.room.RoomId;
import usher.node.seat.Line;
import usher.node.seat.RoomVoice;
import usher.node.seat.SeatLine;
import usher.node.seat.SpokenEvent;
import usher.sim.world.Proc;
import usher.sim.world.Wire;

/** A node's end of a link. */
public final class SimLine implements Line {
  private final Proc node;
  private final Wire wire;
  private final Map<Integer, Seat> seats = new HashMap<>();
  private int groups;

  public SimLine(Proc node, Wire wire) {
    this.node = node;
    this.wire = wire;
  }

  /** The seat of an open; a new one where there is none. */
  public Seat seat(int open, RoomId room) {
    return seats.computeIfAbsent(open, number -> new Seat(number, room));
  }

  public @Nullable Seat find(int open) {
    return seats.get(open);
  }

  public void forget(int open) {
    seats.remove(open);
  }

  /** All that are open. */
  public Iterable<Seat> seats() {
    return java.util.List.copyOf(seats.values());
  }

  @Override
  public RoomVoice voice(RoomId room, long epoch) {
    int number = ++groups;
    say(new LinkWord.Group(number, epoch, room));
    return new Voice(number);
  }

  private void say(LinkWord word) {
    wire.send(node, word);
  }

  private final class Voice implements RoomVoice {
    private final int group;

    Voice(int group) {
      this.group = group;
    }

    @Override
    public void event(SpokenEvent event, @Nullable SeatLine asker) {
      int open = asker instanceof Seat seat ? seat.open : 0;
      long n = open == 0 ? 0 : event.event().n();
      EventId id = event.event().id();
      SimLine.this.say(
          new LinkWord.GroupEvent(
              group,
              id.epoch(),
              id.seq(),
              open,
              n,
              event.forAll(),
              open == 0 ? null : event.frame(n)));
    }

    @Override
    public void say(PlayerFrame frame) {
      throw new IllegalStateException("nothing is volatile here");
    }

    @Override
    public void paused() {
      SimLine.this.say(new LinkWord.Paused(group));
    }

    @Override
    public void resumed() {
      SimLine.this.say(new LinkWord.Resumed(group));
    }

    @Override
    public void end() {
      // Group numbers are never used again.
    }
  }

  /** One open. */
  public final class Seat implements SeatLine {
    private final int open;
    private final RoomId room;

    Seat(int open, RoomId room) {
      this.open = open;
      this.room = room;
    }

    public RoomId room() {
      return room;
    }

    @Override
    public Line line() {
      return SimLine.this;
    }

    @Override
    public void reset() {
      say(new LinkWord.Reset(open));
    }

    @Override
    public void welcome(EventId id, boolean raw, PlayerFrame frame) {
      say(new LinkWord.Welcome(open, id.epoch(), id.seq(), raw, frame));
    }

    @Override
    public void event(SpokenEvent event, long n) {
      EventId id = event.event().id();
      say(
          new LinkWord.Event(
              open, id.epoch(), id.seq(), n, n > 0 ? event.frame(n) : event.forAll()));
    }

    @Override
    public void answer(long n, PlayerFrame frame) {
      say(new LinkWord.Answer(open, n, frame));
    }

    @Override
    public void opened(RoomVoice voice, long settled, long count) {
      say(new LinkWord.Opened(open, settled, ((Voice) voice).group, count));
    }

    @Override
    public void taken() {
      // The wires of this world are wide.
    }

    @Override
    public void stale(long epoch) {
      seats.remove(open);
      say(new LinkWord.Stale(open, epoch));
    }

    @Override
    public void takenOver(long count) {
      seats.remove(open);
      say(new LinkWord.Taken(open, count));
    }

    @Override
    public void close(CloseReason reason, int retryAfterSeconds) {
      seats.remove(open);
      say(new LinkWord.Close(open, reason, retryAfterSeconds));
    }
  }
}
