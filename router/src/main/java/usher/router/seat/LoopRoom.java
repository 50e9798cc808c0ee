package usher.router.seat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.Upstream;
import usher.common.player.CloseReason;
import usher.common.player.SeatQuery;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterEvent;
import usher.router.pin.Pin;
import usher.router.seat.SeatMetrics.Drop;
import usher.router.seat.SeatMetrics.OpenReason;

/**
 * A room as one event loop knows it: where it is, and the seats that this loop has in it. It lives
 * as long as it has seats. On the loop.
 */
final class LoopRoom {
  private static final Logger log = LoggerFactory.getLogger(LoopRoom.class);
  private static final long QUIET_NS = SeatLimits.QUIET.toNanos();

  enum State {
    /** The cluster is asked where the room is. */
    SEARCHING,
    /** The room has a pin, and the link to its node is on its way. */
    DIALLING,
    /** The seats are open on the pin's node, or asked to be. */
    LINKED,
    /** Nobody sits here any more. */
    OVER
  }

  final LoopRooms rooms;
  private final RoomId id;
  private final RoomSearch search;
  final SeatList seats = new SeatList();
  private State state = State.SEARCHING;

  /** Entered as long as it is not null. */
  private @Nullable Pin pin;

  private @Nullable SeatLink link;
  private long epoch;
  private int waiting;
  private boolean parked;
  private long parkedAtNs;

  /** The groups that its node speaks to it by, on its link: one for each side. */
  final List<SeatLink.Group> groups = new ArrayList<>(1);

  /** Its place in the list of its loop. */
  int index;

  LoopRoom(LoopRooms rooms, RoomId id) {
    this.rooms = rooms;
    this.id = id;
    this.search = new RoomSearch(rooms, this);
  }

  RoomId id() {
    return id;
  }

  /** The way to the room's node; null where there is none now. */
  @Nullable LinkPort port() {
    SeatLink on = link;
    return on == null || !on.isUp() ? null : on.port();
  }

  void pumpLater(Seat seat) {
    if (link != null) {
      link.pumpLater(seat);
    }
  }

  /** So many seats more, or fewer, do not hear the room. */
  void waits(int more) {
    waiting += more;
    rooms.metrics().parked(more);
  }

  boolean isOver() {
    return state == State.OVER;
  }

  boolean isOn(SeatLink other) {
    return link == other && state == State.LINKED;
  }

  long epoch() {
    return epoch;
  }

  /** A player comes. */
  void add(Seat seat) {
    seats.add(seat);
    waits(1);
    rooms.metrics().seated();
    rooms.metrics().watches(seat.watches() ? 1 : 0);
    SeatLink on = link;
    if (state == State.LINKED && on != null) {
      on.open(seat, epoch, OpenReason.FRESH);
    }
  }

  /** A later connection of the same seat comes: the earlier one ends. */
  void takeOver(SeatQuery by) {
    for (int i = seats.size() - 1; i >= 0; i--) {
      Seat seat = seats.get(i);
      if (seat.isTakenOverBy(by)) {
        SeatLink on = link;
        if (on != null) {
          on.close(seat, false);
        }
        seats.remove(seat);
        seat.close(CloseReason.SEAT_TAKEN_OVER, 0);
        rooms.metrics().left(CloseReason.SEAT_TAKEN_OVER);
      }
    }
  }

  /** Looks for the room. */
  void begin() {
    search.begin();
  }

  /** The cluster has no node for the room now: who has heard nothing yet is not kept waiting. */
  void onNowhere(CloseReason reason, int retryAfterSeconds) {
    closeAll(reason, retryAfterSeconds, true);
  }

  /** The room was found, and its pin entered. */
  void entered(Pin now) {
    pin = now;
    if (now.node().upstream() != Upstream.LINK) {
      closeAll(CloseReason.ROOM_UNAVAILABLE, SeatLimits.RETRY_AFTER_SECONDS, false);
      return;
    }
    epoch = search.isSameAsFailed(now) ? Math.max(epoch, now.epoch()) : now.epoch();
    SeatLink to = rooms.linkTo(now.node());
    link = to;
    to.add(this);
    if (to.isUp()) {
      openAll(to);
    } else {
      to(State.DIALLING);
      to.port().dial();
    }
  }

  private void openAll(SeatLink on) {
    to(State.LINKED);
    for (int i = 0; i < seats.size(); i++) {
      on.open(seats.get(i), epoch, OpenReason.MOVED);
    }
  }

  /** The link that the room waits for is there. */
  void onUp(SeatLink on) {
    if (state != State.DIALLING || link != on) {
      return;
    }
    Pin entered = pin;
    if (entered == null || entered.isRetired()) {
      move(null);
    } else {
      epoch = Math.max(epoch, entered.epoch());
      openAll(on);
    }
  }

  /** The link broke: the seats wait for it to be made anew. */
  void onDown(SeatLink on) {
    if (link == on && state == State.LINKED) {
      park();
      to(State.DIALLING);
      on.port().dial();
    }
  }

  /** The node was lost, or could not be reached. */
  void onUnreachable(SeatLink on) {
    if (link == on) {
      move(pin);
    }
  }

  /** The node says that the room is not there. */
  void onStale(long known) {
    Pin on = pin;
    if (on != null) {
      long denied = Math.max(known, epoch);
      search.deny(on, denied);
      rooms.inbox().post(new ClusterEvent.StaleHeard(on, denied));
      move(on);
    }
  }

  /** The node speaks for the room at this epoch. */
  void onEpoch(long heard) {
    Pin on = pin;
    epoch = Math.max(epoch, heard);
    if (on != null && heard > on.epoch()) {
      rooms.inbox().post(new ClusterEvent.EpochHeard(on, heard));
    }
  }

  /** A seat hears its room again. */
  void onLive() {
    search.end();
    if (parked) {
      parked = false;
      rooms.metrics().roomResumed(id, rooms.nowNs() - parkedAtNs);
    }
  }

  /**
   * Whether words of this link count.
   *
   * @return false if they are dropped, and counted
   */
  boolean hears(SeatLink from) {
    if (link != from) {
      rooms.metrics().dropped(Drop.OTHER_NODE);
      return false;
    }
    Pin entered = pin;
    if (entered != null && entered.isRetired()) {
      rooms.metrics().dropped(Drop.RETIRED_PIN);
      if (link == from) {
        move(null);
      }
      return false;
    }
    return true;
  }

  /** A seat missed something, or lost its open: it is opened again, from where it is. */
  void reopen(Seat seat, SeatLink on) {
    on.close(seat, false);
    on.open(seat, epoch, OpenReason.GAP);
  }

  /** An event for one seat. */
  void onEvent(Seat seat, SeatLink from, long eventEpoch, long seq, long n, Word word) {
    if (!seat.onEvent(eventEpoch, seq, n, word)) {
      reopen(seat, from);
    }
  }

  /** An event for all of a side. */
  void onGroupEvent(
      SeatLink from, int side, long eventEpoch, long seq, int asker, long n, Word word) {
    int delivered = 0;
    for (int i = 0; i < seats.size(); i++) {
      Seat seat = seats.get(i);
      if (seat.hears(side)) {
        onEvent(seat, from, eventEpoch, seq, asker == seat.open() ? n : 0, word);
        delivered++;
      }
    }
    rooms.metrics().delivered(delivered);
  }

  void onVolatile(int side, Word word) {
    int delivered = 0;
    for (int i = 0; i < seats.size(); i++) {
      Seat seat = seats.get(i);
      if (seat.hears(side)) {
        seat.onVolatile(word);
        delivered++;
      }
    }
    rooms.metrics().delivered(delivered);
  }

  void onPaused(int side) {
    seats.paused(side);
  }

  void onResumed(SeatLink from, int side) {
    seats.resumed(side, from);
  }

  /** A player goes, or is sent away. */
  void leave(Seat seat, boolean onPurpose, CloseReason reason) {
    SeatLink on = link;
    if (on != null) {
      on.close(seat, onPurpose);
    }
    seats.remove(seat);
    seat.over();
    rooms.metrics().left(reason);
    endIfEmpty();
  }

  /** The node, or the router, ends a seat. */
  void end(Seat seat, CloseReason reason, int retryAfterSeconds) {
    seats.remove(seat);
    seat.close(reason, retryAfterSeconds);
    rooms.metrics().left(reason);
    endIfEmpty();
  }

  /** Time passed. */
  void tick(long nowNs) {
    Pin entered = pin;
    if (entered != null && entered.isRetired()) {
      move(null);
    }
    search.tick(nowNs);
    if (waiting == 0) {
      return;
    }
    for (int i = seats.size() - 1; i >= 0; i--) {
      Seat seat = seats.get(i);
      long waitingNs = seat.waitingNs(nowNs);
      if (waitingNs > QUIET_NS) {
        seat.paused();
      }
      if (waitingNs > rooms.parkingNs()) {
        if (link != null) {
          link.close(seat, false);
        }
        end(seat, CloseReason.ROOM_UNAVAILABLE, SeatLimits.RETRY_AFTER_SECONDS);
      }
    }
  }

  /** Ends all seats, or those only whose player has heard nothing yet. */
  void closeAll(CloseReason reason, int retryAfterSeconds, boolean unheardOnly) {
    for (int i = seats.size() - 1; i >= 0; i--) {
      Seat seat = seats.get(i);
      if (!unheardOnly || !seat.hasSpoken()) {
        if (link != null) {
          link.close(seat, false);
        }
        end(seat, reason, retryAfterSeconds);
      }
    }
  }

  /** Leaves its node, and asks where the room is now. */
  private void move(@Nullable Pin unreachable) {
    SeatLink on = link;
    if (on != null) {
      for (int i = 0; i < seats.size(); i++) {
        on.close(seats.get(i), false);
      }
      on.remove(this);
    }
    park();
    link = null;
    leavePin();
    to(State.SEARCHING);
    search.again(unreachable);
  }

  private void park() {
    if (!parked) {
      parked = seats.anyLive();
      parkedAtNs = rooms.nowNs();
    }
    seats.park();
  }

  private void leavePin() {
    Pin entered = pin;
    pin = null;
    if (entered != null && entered.leave()) {
      rooms.inbox().post(new ClusterEvent.RoomEmptied(entered));
    }
  }

  private void endIfEmpty() {
    if (seats.isEmpty() && state != State.OVER) {
      if (link != null) {
        link.remove(this);
        link = null;
      }
      leavePin();
      search.stop();
      to(State.OVER);
      rooms.remove(this);
    }
  }

  private void to(State next) {
    log.debug("room {}: {} -> {} ({})", id, state, next, pin);
    state = next;
  }
}
