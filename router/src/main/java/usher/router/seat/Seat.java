package usher.router.seat;

import usher.common.link.OpenRequest;
import usher.common.player.CloseReason;
import usher.common.player.EventId;
import usher.common.player.PlayerFrame;
import usher.common.player.PlayerFrames;
import usher.common.player.Role;
import usher.common.player.SeatQuery;
import usher.common.player.Visitor;
import usher.router.seat.SeatMetrics.OpenReason;

/**
 * One player's connection to a seat: what it has heard, and the commands that are not answered. It
 * outlives the opens on nodes by which it hears its room. On the loop.
 */
public final class Seat implements PlayerSeat {
  private final LoopRoom room;
  private final SeatPlayer player;
  private final SeatQuery query;
  private final Visitor visitor;
  private final String token;
  private final Unanswered unanswered = new Unanswered();
  private final Told told = new Told();

  private SeatState state = SeatState.PARKED;
  private boolean fresh;
  private boolean owedSettled;
  private boolean shownAgain;
  private boolean raw;
  private boolean spoken;
  private boolean readingStopped;
  boolean waitsToPump;
  private long count;
  private long lastEpoch;
  private long lastSeq = -1;
  private long next;
  private long settled;
  private long everSent;
  private long sentOnOpen;
  private int open;
  private int opens;
  private int side;
  private int takenByEquals;
  private long sinceNs;

  /** Its place in its room's list. */
  int index;

  /** What the player shows to come back to this seat: a secret. */
  public String token() {
    return token;
  }

  Seat(LoopRoom room, SeatPlayer player, SeatQuery query, Visitor visitor, String token) {
    this.room = room;
    this.player = player;
    this.query = query;
    this.visitor = visitor;
    this.token = token;
    this.fresh = query.seat() == null;
    this.owedSettled = !fresh;
    this.count = fresh ? Math.max(1, query.count()) : query.count();
    EventId after = query.after();
    if (after != null) {
      lastEpoch = after.epoch();
      lastSeq = after.seq();
    }
    this.settled = query.answered();
    this.everSent = settled;
    this.next = settled + 1;
    this.sinceNs = room.rooms.nowNs();
  }

  @Override
  public void said(Said said) {
    if (state == SeatState.OVER) {
      return;
    }
    LinkPort port = room.port();
    if (raw) {
      if (state == SeatState.LIVE && port != null && unanswered.isEmpty() && port.isWritable()) {
        port.pass(open, said);
        return;
      }
      unanswered.add(0, said.kept());
    } else {
      long n = next++;
      if (n <= settled) {
        return;
      }
      boolean allSent = sentOnOpen == n - 1 || unanswered.isEmpty();
      PlayerFrame frame = said.kept();
      unanswered.add(n, frame);
      if (isOpen() && port != null && allSent && port.isWritable()) {
        sent(port, n, frame);
      }
    }
    if (isOpen() && port != null && !port.isWritable()) {
      room.pumpLater(this);
    }
    if (unanswered.isFull() && !readingStopped) {
      readingStopped = true;
      player.read(false);
    }
  }

  @Override
  public void gone(boolean onPurpose) {
    if (state != SeatState.OVER) {
      room.leave(this, onPurpose, CloseReason.PLAYER_LEFT);
    }
  }

  @Override
  public void drop(CloseReason reason) {
    if (state != SeatState.OVER) {
      room.leave(this, false, reason);
    }
  }

  boolean isOpen() {
    return state == SeatState.OPENING || state == SeatState.LIVE;
  }

  boolean isLive() {
    return state == SeatState.LIVE;
  }

  /** Whether it hears what the room says on this side. */
  boolean hears(int on) {
    return side == on && state == SeatState.LIVE;
  }

  /** Whether the player came to watch. */
  boolean watches() {
    return query.role() == Role.SPECTATOR;
  }

  boolean hasSpoken() {
    return spoken;
  }

  /** How long ago it stopped hearing its room, in nanoseconds; 0 while it hears it. */
  long waitingNs(long nowNs) {
    return state == SeatState.LIVE ? 0 : nowNs - sinceNs;
  }

  boolean isTakenOverBy(SeatQuery other) {
    return token.equals(other.seat()) && (other.count() == 0 || other.count() >= count);
  }

  int open() {
    return open;
  }

  /** Another open of this count has the seat; whether that was so too often to be a late one. */
  boolean isTakenTooOften() {
    return ++takenByEquals > SeatLimits.MAX_TAKEN_BY_EQUALS;
  }

  /** The count of the player's connection; 0 while the node has not given it one. */
  long count() {
    return count;
  }

  LoopRoom room() {
    return room;
  }

  /** Opens the seat, as this number, and sends what is not answered. */
  void open(LinkPort port, int number, long epoch, OpenReason why) {
    OpenReason reason = opens++ > 0 ? why : fresh ? OpenReason.FRESH : OpenReason.RESUMED;
    room.rooms.metrics().opened(reason);
    open = number;
    to(SeatState.OPENING);
    long answered = unanswered.isEmpty() || raw ? next - 1 : unanswered.firstN() - 1;
    sentOnOpen = answered;
    port.open(
        number,
        epoch,
        OpenRequest.of(
            room.id(),
            token,
            fresh,
            count,
            lastSeq < 0 ? null : new EventId(lastEpoch, lastSeq),
            answered,
            Math.max(everSent, answered),
            query,
            visitor));
    if (!pump(port)) {
      room.pumpLater(this);
    }
  }

  /**
   * Sends what was not yet sent on this open.
   *
   * @return whether all of it went out
   */
  boolean pump(LinkPort port) {
    if (raw) {
      while (state == SeatState.LIVE && !unanswered.isEmpty()) {
        if (!port.isWritable()) {
          return false;
        }
        Unanswered.Command first = unanswered.poll();
        if (first != null) {
          port.raw(open, first.frame());
        }
      }
      readOn();
      return true;
    }
    for (Unanswered.Command command : unanswered) {
      if (command.n() > sentOnOpen) {
        if (!port.isWritable()) {
          return false;
        }
        sent(port, command.n(), command.frame());
      }
    }
    return true;
  }

  private void sent(LinkPort port, long n, PlayerFrame frame) {
    port.command(open, n, frame);
    sentOnOpen = n;
    everSent = Math.max(everSent, n);
  }

  /** Its node is not there any more: it hears nothing until it is opened again. */
  void park() {
    takenByEquals = 0;
    to(SeatState.PARKED);
  }

  void onWelcome(long epoch, long seq, boolean isRaw, Word word) {
    fresh = false;
    if (raw && !isRaw) {
      unanswered.clear();
    }
    raw &= isRaw;
    if (isRaw) {
      onRaw();
    }
    // What the state covers may answer commands that are answered no other way.
    shownAgain |= spoken;
    lastEpoch = epoch;
    lastSeq = seq;
    say(word, false);
  }

  /** The game takes raw frames: what was numbered and sent before that was known, it took so. */
  void onRaw() {
    if (!raw) {
      raw = true;
      unanswered.dropUpTo(sentOnOpen);
    }
  }

  void onReset() {
    lastSeq = -1;
    spoken = true;
    player.say(PlayerFrames.RESET);
  }

  /**
   * An event.
   *
   * @param n the number of the command of this seat that caused it; 0 where none did
   * @return false if one before it was not heard
   */
  boolean onEvent(long epoch, long seq, long n, Word word) {
    if (lastSeq >= 0 && seq != lastSeq + 1) {
      if (seq > lastSeq) {
        return false;
      }
      room.rooms.metrics().dropped(SeatMetrics.Drop.REPEATED);
      return true;
    }
    lastEpoch = epoch;
    lastSeq = seq;
    if (n > 0) {
      settle(n);
    }
    say(word, n > 0);
    return true;
  }

  void onAnswer(long n, Word word) {
    if (n > 0) {
      settle(n);
    }
    say(word, false);
  }

  void onVolatile(Word word) {
    say(word, false);
  }

  /** The open is answered: the seat hears its room from now on. */
  void onOpened(SeatLink link, int on, long upTo, long given) {
    count = given;
    side = on;
    fresh = false;
    boolean kept = !raw && !unanswered.isEmpty() && unanswered.firstN() <= upTo;
    boolean untold = owedSettled || kept || (shownAgain && !raw && upTo > 0);
    owedSettled = false;
    shownAgain = false;
    to(SeatState.LIVE);
    if (room.rooms.rules().settled()) {
      settled = Math.max(settled, upTo);
      if (!raw) {
        unanswered.dropUpTo(upTo);
      }
    }
    spoken = true;
    if (untold) {
      player.say(PlayerFrames.settled(upTo));
    }
    resumed(link);
    if (!pump(link.port())) {
      room.pumpLater(this);
    }
    readOn();
  }

  void tell(PlayerFrame frame) {
    if (spoken) {
      player.say(frame);
    }
  }

  /** Its room may not serve for now. */
  void paused() {
    if (spoken && told.rests()) {
      player.say(PlayerFrames.PAUSED);
    }
  }

  /** Its room serves, on this link. */
  void resumed(SeatLink link) {
    if (told.serves(link.node().incarnation().node())) {
      player.say(link.resumedFrame());
    }
  }

  /** The node is who ends it, and its room will. */
  void endedByNode() {
    player.endedByNode();
  }

  /** Ends it, and tells the player; its room has let it go. */
  void close(CloseReason reason, int retryAfterSeconds) {
    over();
    player.close(reason, retryAfterSeconds);
  }

  void over() {
    to(SeatState.OVER);
    room.rooms.metrics().watches(watches() ? -1 : 0);
  }

  private void say(Word word, boolean asked) {
    spoken = true;
    player.say(word, asked);
  }

  private void settle(long n) {
    settled = Math.max(settled, n);
    unanswered.dropUpTo(n);
    readOn();
  }

  private void readOn() {
    if (readingStopped && unanswered.isHalfEmpty()) {
      readingStopped = false;
      player.read(true);
    }
  }

  private void to(SeatState to) {
    boolean waited = state == SeatState.PARKED || state == SeatState.OPENING;
    boolean waits = to == SeatState.PARKED || to == SeatState.OPENING;
    if (state == SeatState.OVER) {
      throw new IllegalStateException("a seat that is gone can not be " + to);
    }
    state = to;
    if (waits != waited) {
      sinceNs = room.rooms.nowNs();
      room.waits(waits ? 1 : -1);
    }
  }
}
