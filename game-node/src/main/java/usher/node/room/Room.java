package usher.node.room;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import usher.common.journal.RoomEvent;
import usher.common.player.CloseReason;
import usher.common.player.EventId;
import usher.common.player.PlayerFrame;
import usher.common.player.Role;
import usher.common.room.RoomId;
import usher.node.game.RealTime;
import usher.node.journal.Custodian;
import usher.node.journal.Custody;
import usher.node.journal.EventLog;
import usher.node.journal.Outside;
import usher.node.journal.Rules;
import usher.node.journal.Unkept;
import usher.node.seat.RoomVoice;
import usher.node.seat.Seat;
import usher.node.seat.SeatLine;
import usher.node.seat.SpokenEvent;

/**
 * One room: what it is, who keeps it, and whom it talks to. Made and called by its share only;
 * {@link #epoch} and the fence may be read and set by others.
 */
final class Room implements Custodian {
  /** Who has the room. */
  interface Owner {
    /** The room decides no more, and all it decided is kept and said. */
    void frozen(Room room);

    /** The room is another's. */
    void fenced(Room room, String why);

    /** The room goes on at a higher epoch. */
    void raised(Room room);
  }

  /** An event that is not numbered yet. */
  record Fresh(RoomEvent.Kind kind, long n, String json) {}

  private final RoomState state;
  private final Housing housing;
  private final Rules rules;
  private final Owner owner;
  private final Outside outside;
  private final Voices voices;
  private final Hiding hiding;
  private final Custody custody;
  private final Seating seating;
  private final Spectating spectating;
  private final Deciding deciding;
  private final Ticker ticker;
  private final long named;
  private long spoken;
  private long spokenAtNs;
  private long emptySinceNs;
  private boolean frozen;
  private volatile long epoch;
  private volatile boolean fenced;
  private volatile boolean released;

  /**
   * @param named the epoch that the room was opened at
   * @param custody makes the custody of a room with this log
   */
  Room(
      RoomState state,
      long named,
      Housing housing,
      Outside outside,
      Rules rules,
      Owner owner,
      BiFunction<Custodian, EventLog, Custody> custody) {
    this.state = state;
    this.named = named;
    this.epoch = named;
    this.housing = housing;
    this.rules = rules;
    this.owner = owner;
    this.outside = outside;
    this.voices = new Voices(state.id(), 0);
    this.hiding = new Hiding(state);
    this.spoken = state.log().last().seq();
    this.emptySinceNs = outside.nowNs();
    this.spokenAtNs = emptySinceNs;
    this.custody = custody.apply(this, state.log());
    this.seating = new Seating(this, housing.census());
    this.spectating = new Spectating(this, housing.publisher());
    this.deciding = new Deciding(this);
    this.ticker = new Ticker(this);
  }

  RoomId id() {
    return state.id();
  }

  RoomState state() {
    return state;
  }

  RoomSettings settings() {
    return housing.settings();
  }

  Rules rules() {
    return rules;
  }

  Outside outside() {
    return outside;
  }

  Custody custody() {
    return custody;
  }

  Voices voices() {
    return voices;
  }

  Hiding hiding() {
    return hiding;
  }

  Seating seating() {
    return seating;
  }

  Spectating spectating() {
    return spectating;
  }

  Ticker ticker() {
    return ticker;
  }

  /** The voices that this seat hears. */
  Voices voicesOf(Seat seat) {
    return seat.player().role() == Role.PLAYER ? voices : spectating.voicesOf(seat);
  }

  /** Whether nobody is here, to play or to watch. */
  boolean isEmpty() {
    return state.seats().present() == 0 && spectating.count() == 0;
  }

  /** The epoch that the room was opened at. */
  long named() {
    return named;
  }

  /** The epoch that the room is at now. */
  long epoch() {
    return epoch;
  }

  /** The seq up to which all events were said. */
  long spoken() {
    return spoken;
  }

  /** When that was; or since when the room is here, if nothing was said yet. */
  long spokenAtNs() {
    return spokenAtNs;
  }

  /** From now on the room says and decides nothing: it lives elsewhere. Any thread. */
  void fence() {
    fenced = true;
  }

  boolean isFenced() {
    return fenced;
  }

  /** Whether it was handed over, and stays until it runs elsewhere. */
  boolean isReleased() {
    return released;
  }

  /** Whether commands are taken now; otherwise they wait. */
  boolean mayTake() {
    return !frozen && custody.mayDecide() && !custody.isFull();
  }

  /** Whether the lease ran out. */
  boolean isPaused() {
    return frozen;
  }

  /** Whether the room goes away: nothing is decided any more, nor does it wait. */
  boolean isLeaving() {
    return !custody.mayDecide();
  }

  void open(RoomWork.Open work) {
    seating.open(work.request(), work.line());
  }

  void command(RoomWork.Command work) {
    if (custody.mayDecide()) {
      deciding.command(seating.seatOn(work.line()), work);
    }
  }

  void detach(RoomWork.Detach work, long nowNs) {
    seating.detach(work.line(), work.onPurpose(), nowNs);
  }

  /** Puts into the log what one command, or one arrival, caused, and hands it over to be kept. */
  void publish(Seat seat, List<Fresh> fresh) {
    if (fresh.isEmpty()) {
      return;
    }
    List<RoomEvent> events = new ArrayList<>(fresh.size());
    String by = seat.player().name();
    for (Fresh next : fresh) {
      if (next.n() > 0) {
        seat.eventOf(next.n());
      }
      events.add(logged(next.kind(), by, seat.token(), next.n(), next.json()));
    }
    custody.append(events);
  }

  /** The same for what no command caused: it came with time. */
  void publish(List<RealTime.Caused<String>> caused) {
    if (!caused.isEmpty()) {
      List<RoomEvent> events = new ArrayList<>(caused.size());
      for (RealTime.Caused<String> next : caused) {
        events.add(logged(RoomEvent.Kind.GAME, next.by(), "", 0, next.event()));
      }
      custody.append(events);
    }
  }

  private RoomEvent logged(RoomEvent.Kind kind, String by, String token, long n, String json) {
    EventId id = new EventId(custody.epoch(), state.log().last().seq() + 1);
    RoomEvent event = new RoomEvent(id, kind, by, token, n, json);
    state.log().add(event);
    return event;
  }

  @Override
  public void speak(long seq) {
    RoomEvent event = state.log().at(seq);
    Seat seat = event.n() > 0 ? state.seats().find(event.seat()) : null;
    spoken = seq;
    spokenAtNs = outside.nowNs();
    if (seat != null) {
      seat.answeredUpTo(event.n());
    }
    SpokenEvent said = new SpokenEvent(event);
    SeatLine asker = seat == null ? null : seat.hearing();
    if (hiding.fromPlayers()) {
      hiding.tellEach(said, seat);
    } else {
      voices.event(said, asker);
    }
    spectating.event(said, asker);
    state.log().said(seq);
  }

  /** A frame that is no event, to all, now. */
  void sayVolatile(PlayerFrame frame) {
    voices.say(frame);
    spectating.say(frame);
  }

  /** An answer to a command that is no event, in its turn. */
  void answer(Seat seat, SeatLine line, long n, PlayerFrame frame) {
    custody.say(
        () -> {
          if (seat.hearing() == line) {
            seat.answeredUpTo(n);
            line.answer(n, frame);
          }
        });
  }

  @Override
  public String snapshot(EventId last) {
    return state.snapshot(last);
  }

  @Override
  public void raised(long higher) {
    epoch = higher;
    released = false;
    voices.raise(higher);
    spectating.raise(higher);
    state.seats().all().forEach(this::openedAnew);
    spectating.all().forEach(this::openedAnew);
    owner.raised(this);
  }

  private void openedAnew(Seat seat) {
    SeatLine line = seat.hearing();
    RoomVoice voice = line == null ? null : voicesOf(seat).on(line.line());
    if (line != null && voice != null) {
      line.opened(voice, seat.answered(), seat.count());
    }
  }

  @Override
  public void paused() {
    voices.each(RoomVoice::paused);
    spectating.each(RoomVoice::paused);
  }

  @Override
  public void resumed() {
    voices.each(RoomVoice::resumed);
    spectating.each(RoomVoice::resumed);
  }

  @Override
  public void relieved() {
    takeHeld();
  }

  @Override
  public void frozen() {
    owner.frozen(this);
  }

  @Override
  public void fenced(String why) {
    owner.fenced(this, why);
  }

  /** The lease ran out: until {@link #thaw} the room decides nothing. */
  void freeze() {
    frozen = true;
    paused();
  }

  /** The lease is back. */
  void thaw() {
    frozen = false;
    resumed();
    takeHeld();
  }

  private void takeHeld() {
    for (Seat seat : List.copyOf(state.seats().all())) {
      deciding.takeHeld(seat);
    }
  }

  /** Nobody is here since now. */
  void emptied(long nowNs) {
    emptySinceNs = nowNs;
  }

  /**
   * Time passed: seats whose grace is over are given up.
   *
   * @return whether the room may fall asleep
   */
  boolean tick(long nowNs, boolean draining) {
    spectating.tick(nowNs);
    if (!mayTake()) {
      return false;
    }
    state.seats().absentSince(nowNs - settings().grace().toNanos()).forEach(seating::leave);
    boolean idle = nowNs - emptySinceNs >= settings().idle().toNanos();
    return custody.isIdle() && isEmpty() && (draining || (state.seats().size() == 0 && idle));
  }

  /** The room is no more here: whoever is on a seat is told where it went, or why. */
  void end(@Nullable CloseReason reason, boolean tell) {
    fenced = true;
    custody.end();
    voices.end();
    spectating.end();
    seating.end(reason, tell, epoch);
  }

  /** The room is another's soon: nobody is on a seat here any more, but the seats stay. */
  void tellStale(long nowNs) {
    released = true;
    voices.end();
    spectating.released();
    seating.stale(epoch, nowNs);
  }

  /** The router placed the room here anew; only without a journal. */
  void raise(long higher) {
    if (custody instanceof Unkept unkept) {
      unkept.raise(higher);
    }
  }
}
