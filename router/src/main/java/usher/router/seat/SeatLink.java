package usher.router.seat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import usher.common.link.LinkFormatException;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.common.player.PlayerFrames;
import usher.common.room.RoomId;
import usher.router.pin.NodeRef;
import usher.router.seat.SeatMetrics.Drop;
import usher.router.seat.SeatMetrics.OpenReason;

/**
 * The link of one event loop to one node, as its seats know it: who is open on it under which
 * number, and which room its groups are. The frames of the node come in here. On the loop.
 */
public final class SeatLink {
  /**
   * A room at an epoch, as the node names it.
   *
   * @param side which of the room's groups it is; 0 for the first
   */
  record Group(int number, LoopRoom room, long epoch, int side) {}

  private final LoopRooms rooms;
  private final NodeRef node;
  private final PlayerFrame resumed;

  /** Bounded by the seats on it. */
  private final Map<Integer, Seat> opens = new HashMap<>();

  /** Bounded by the rooms on it: one each for every side. */
  private final Map<Integer, Group> groups = new HashMap<>();

  private final Set<LoopRoom> attached = new LinkedHashSet<>();

  /** Seats that could not send all; once each, but for those that went away and came back. */
  private final ArrayDeque<Seat> toPump = new ArrayDeque<>();

  private @Nullable LinkPort port;
  private int lastOpen;
  private boolean up;

  SeatLink(LoopRooms rooms, NodeRef node) {
    this.rooms = rooms;
    this.node = node;
    this.resumed = PlayerFrames.resumed(node.incarnation().node().value());
  }

  void reach(LinkPort way) {
    port = way;
  }

  /** The node. */
  public NodeRef node() {
    return node;
  }

  LinkPort port() {
    LinkPort way = port;
    if (way == null) {
      throw new IllegalStateException("a link without a port");
    }
    return way;
  }

  boolean isUp() {
    return up;
  }

  PlayerFrame resumedFrame() {
    return resumed;
  }

  void add(LoopRoom room) {
    attached.add(room);
  }

  void remove(LoopRoom room) {
    attached.remove(room);
    room.groups.forEach(group -> groups.remove(group.number()));
    room.groups.clear();
  }

  /** Whether no room needs the link. */
  public boolean isIdle() {
    return attached.isEmpty();
  }

  /** The link is there. */
  public void onUp() {
    up = true;
    for (LoopRoom room : new ArrayList<>(attached)) {
      room.onUp(this);
    }
  }

  /** The link broke. */
  public void onDown() {
    forgetAll();
    for (LoopRoom room : new ArrayList<>(attached)) {
      room.onDown(this);
    }
  }

  /** The link could not be made. */
  public void onDialFailed() {
    leaveAll();
  }

  /** The cluster gave the node up: nothing that it says counts any more. */
  public void onLost() {
    rooms.forget(this);
    leaveAll();
  }

  private void leaveAll() {
    forgetAll();
    for (LoopRoom room : new ArrayList<>(attached)) {
      room.onUnreachable(this);
    }
  }

  private void forgetAll() {
    up = false;
    opens.clear();
    groups.clear();
    toPump.forEach(seat -> seat.waitsToPump = false);
    toPump.clear();
    attached.forEach(room -> room.groups.clear());
  }

  /** More may be sent again. */
  public void onWritable() {
    List<Seat> due = new ArrayList<>(toPump);
    toPump.clear();
    for (Seat seat : due) {
      seat.waitsToPump = false;
      if (seat.isOpen() && seat.room().isOn(this) && !seat.pump(port())) {
        pumpLater(seat);
      }
    }
  }

  void pumpLater(Seat seat) {
    if (!seat.waitsToPump) {
      seat.waitsToPump = true;
      toPump.add(seat);
    }
  }

  /** Opens a seat under a fresh number. */
  void open(Seat seat, long epoch, OpenReason why) {
    forget(seat);
    int number = nextOpen();
    opens.put(number, seat);
    // A former link may still have it in its list, which does nothing for it any more.
    seat.waitsToPump = false;
    seat.open(port(), number, epoch, why);
  }

  /** A number that no open of this link has had. */
  public int nextOpen() {
    int number = ++lastOpen;
    if (number == 0) {
      throw new IllegalStateException("4294967295 opens on one link");
    }
    return number;
  }

  /** Nobody hears this open any more; the node is told. */
  void close(Seat seat, boolean onPurpose) {
    if (up && seat.isOpen() && seat.room().isOn(this)) {
      port().detach(seat.open(), onPurpose);
    }
    forget(seat);
  }

  private void forget(Seat seat) {
    if (rooms.rules().fresh()) {
      opens.remove(seat.open(), seat);
    }
  }

  private @Nullable Seat seatAt(int open) {
    Seat seat = opens.get(open);
    if (seat == null || !seat.isOpen()) {
      rooms.metrics().dropped(Drop.OLD_OPEN);
      return null;
    }
    return seat.room().hears(this) ? seat : null;
  }

  private @Nullable Group groupAt(int number) {
    Group group = groups.get(number);
    if (group == null || group.room().isOver()) {
      rooms.metrics().dropped(Drop.OLD_GROUP);
      return null;
    }
    if (group.epoch() < group.room().epoch()) {
      rooms.metrics().dropped(Drop.OLD_EPOCH);
      return null;
    }
    return group.room().hears(this) ? group : null;
  }

  /**
   * An open is answered.
   *
   * @throws LinkFormatException if the group is none that was named for the seat's room
   */
  public void onOpened(int open, long settled, int number, long count) throws LinkFormatException {
    Seat seat = seatAt(open);
    if (seat == null) {
      return;
    }
    Group group = groups.get(number);
    if (group == null || group.room() != seat.room()) {
      throw new LinkFormatException("an open is answered with a group of its room");
    }
    if (seat.isLive()) {
      rooms.metrics().dropped(Drop.REPEATED);
      return;
    }
    seat.onOpened(this, group.side(), settled, count);
    seat.room().onLive();
  }

  /** The game of this open takes raw frames; said before the open is answered. */
  public void onRaw(int open) {
    Seat seat = seatAt(open);
    if (seat != null) {
      seat.onRaw();
    }
  }

  /** The room as it is. */
  public void onWelcome(int open, long epoch, long seq, boolean raw, Word word) {
    Seat seat = seatAt(open);
    if (seat != null) {
      seat.onWelcome(epoch, seq, raw, word);
    }
  }

  /** The room lost what the seat had. */
  public void onReset(int open) {
    Seat seat = seatAt(open);
    if (seat != null) {
      seat.onReset();
    }
  }

  /**
   * An event for one seat.
   *
   * @param n the number of the seat's own command that caused it; 0 where none did
   */
  public void onEvent(int open, long epoch, long seq, long n, Word word) {
    Seat seat = seatAt(open);
    if (seat != null) {
      seat.room().onEvent(seat, this, epoch, seq, n, word);
    }
  }

  /** The answer to command n that is no event. */
  public void onAnswer(int open, long n, Word word) {
    Seat seat = seatAt(open);
    if (seat != null) {
      seat.onAnswer(n, word);
    }
  }

  /** The room is not there. */
  public void onStale(int open, long epoch) {
    Seat seat = seatAt(open);
    if (seat != null) {
      seat.room().onStale(epoch);
    }
  }

  /**
   * Another open has the seat: of a later connection, or an earlier open of this one that was late
   * on a link that broke. Two connections of one count do not take it from each other for ever.
   *
   * @param count of the connection that has it
   */
  public void onTaken(int open, long count) {
    Seat seat = seatAt(open);
    if (seat == null) {
      return;
    }
    opens.remove(open);
    if (count > seat.count() || seat.isTakenTooOften()) {
      seat.endedByNode();
      seat.room().end(seat, CloseReason.SEAT_TAKEN_OVER, 0);
    } else {
      seat.room().reopen(seat, this);
    }
  }

  /** The node refuses or ends a seat. */
  public void onClose(int open, CloseReason reason, int retryAfterSeconds) {
    Seat seat = seatAt(open);
    if (seat != null) {
      opens.remove(open);
      seat.endedByNode();
      seat.room().end(seat, reason, retryAfterSeconds);
    }
  }

  /** The node names a room at an epoch: what it says there from now on, it says to this group. */
  public void onGroup(int number, long epoch, RoomId id) {
    onSideGroup(number, epoch, 0, id);
  }

  /** The same for those seats only that hear this side of the room. */
  public void onSideGroup(int number, long epoch, int side, RoomId id) {
    LoopRoom room = rooms.get(id);
    if (room == null || !room.hears(this)) {
      return;
    }
    if (epoch < room.epoch()) {
      rooms.metrics().dropped(Drop.OLD_EPOCH);
      return;
    }
    room.groups.removeIf(before -> before.side() == side && groups.remove(before.number(), before));
    Group group = new Group(number, room, epoch, side);
    groups.put(number, group);
    room.groups.add(group);
    room.onEpoch(epoch);
  }

  /** An event for all seats of a room. */
  public void onGroupEvent(int number, long epoch, long seq, int asker, long n, Word word) {
    Group group = groupAt(number);
    if (group != null) {
      group.room().onGroupEvent(this, group.side(), epoch, seq, asker, n, word);
    }
  }

  /** A frame for all seats of a room that is no event. */
  public void onVolatile(int number, Word word) {
    Group group = groupAt(number);
    if (group != null) {
      group.room().onVolatile(group.side(), word);
    }
  }

  /** A room cannot answer for now. */
  public void onPaused(int number) {
    Group group = groupAt(number);
    if (group != null) {
      group.room().onPaused(group.side());
    }
  }

  /** A room answers again. */
  public void onResumed(int number) {
    Group group = groupAt(number);
    if (group != null) {
      group.room().onResumed(this, group.side());
    }
  }
}
