package usher.node.room;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.node.journal.Kept;
import usher.node.journal.Outside;
import usher.node.journal.Restored;
import usher.node.journal.Rule;
import usher.node.journal.Rules;

/**
 * A loop's share of the rooms: which are here, which are on their way, and what waits for them. A
 * mistake in a room or its game closes that room, and no other. Pure: one thread at a time, and
 * time, chance and the journal are passed in.
 */
final class RoomShare implements Room.Owner {
  /** How often rooms look for seats and rooms to give up, in nanoseconds. */
  static final long ROUND_NS = 250_000_000;

  private static final Logger log = LoggerFactory.getLogger(RoomShare.class);

  private final Housing housing;
  private final Outside outside;
  private final Rules rules;
  private final Map<RoomId, Room> rooms = new HashMap<>();
  private final Arrivals arrivals = new Arrivals();
  private final RoomMaker maker;
  private final Waking waking;
  private @Nullable Duration retention;
  private boolean frozen;
  private long nextRoundNs;

  RoomShare(Housing housing, Outside outside, Rules rules) {
    this.housing = housing;
    this.outside = outside;
    this.rules = rules;
    this.nextRoundNs = outside.nowNs();
    this.maker = new RoomMaker(housing, outside, rules, this, this::guardById, this::broken);
    this.waking = new Waking(housing, outside, rules, new Woken());
  }

  /**
   * From now on rooms are kept in another journal, or in none: those that are here are not there,
   * and go.
   *
   * @param forRetention how long the journal keeps a room that nobody touches; null for no journal
   */
  void keep(@Nullable Duration forRetention) {
    retention = forRetention;
    for (Room room : List.copyOf(rooms.values())) {
      letGo(room, null);
    }
    waking.keep(forRetention);
  }

  /** What a connection wants of a room. */
  void work(RoomWork work) {
    if (work instanceof RoomWork.Open open) {
      open(open, outside.nowNs());
      return;
    }
    Room room = rooms.get(work.room());
    if (waking.add(work)) {
      return;
    }
    if (arrivals.hold(work)) {
      wait(work, outside.nowNs());
    } else if (room != null && !room.isFenced()) {
      mayServe();
      guard(room, () -> act(room, work));
    }
  }

  private void act(Room room, RoomWork work) {
    if (work instanceof RoomWork.Command command) {
      room.command(command);
    } else if (work instanceof RoomWork.Detach detach) {
      room.detach(detach, outside.nowNs());
    } else if (work instanceof RoomWork.Open open) {
      enter(room, open);
    }
  }

  private void enter(Room room, RoomWork.Open open) {
    try {
      room.open(open);
    } catch (RuntimeException e) {
      // Nothing is sent twice: a connection that was answered before takes this as a close.
      open.line().close(CloseReason.GAME_FAILED, 0);
      throw e;
    }
  }

  private void open(RoomWork.Open open, long sinceNs) {
    RoomId id = open.room();
    boolean serves = mayServe();
    Room room = rooms.get(id);
    if (room != null && open.epoch() > room.epoch() && retention != null) {
      fenced(room, "a router names epoch " + open.epoch());
      room = null;
    }
    if (room == null && retention != null && (open.epoch() > 0 || waking.has(id))) {
      waking.open(open);
      return;
    }
    if (room == null && housing.opensForPlayers()) {
      CloseReason why = housing.whyNoNewRoom();
      if (why != null) {
        open.line().close(why, Seating.RETRY_AFTER_FULL_SECONDS);
        return;
      }
      room = admitUnkept(id, housing.nextEpoch(), null);
    }
    boolean isHere = room != null && !room.isFenced() && open.epoch() <= room.epoch();
    if (room == null || !isHere || !serves || room.isLeaving()) {
      wait(open, sinceNs);
      return;
    }
    Room here = room;
    guard(here, () -> enter(here, open));
  }

  private void wait(RoomWork work, long sinceNs) {
    if (!arrivals.add(work, sinceNs) && !(work instanceof RoomWork.Detach)) {
      work.line().close(CloseReason.ROOM_UNAVAILABLE, Seating.RETRY_AFTER_UNKEPT_SECONDS);
    }
  }

  /** What becomes of rooms that come back. */
  private final class Woken implements Waking.Woken {
    @Override
    public void restored(
        RoomState state, Restoring coming, Restored found, Kept.Ownership ownership) {
      take(maker.kept(state, coming.epoch(), found, ownership));
      coming.waiting().forEach(RoomShare.this::work);
    }

    @Override
    public void broken() {
      RoomShare.this.broken();
    }
  }

  private void guardById(RoomId id, Runnable action) {
    Room room = rooms.get(id);
    if (room == null) {
      action.run();
    } else {
      guard(room, action);
    }
  }

  private void take(Room room) {
    rooms.put(room.id(), room);
    housing.hold(room);
    waking.opened().raise(room.id(), room.epoch());
    log.debug("room {} opens at epoch {}, seq {}", room.id(), room.epoch(), room.spoken());
    housing.announcer().opened(room.id(), room.epoch());
    admit(room);
  }

  /** The router placed a room here, perhaps with what it is. */
  void place(RoomId id, long epoch, @Nullable String snapshot) {
    Room room = rooms.get(id);
    if (retention != null) {
      if (room != null && epoch > room.epoch()) {
        fenced(room, "the router names epoch " + epoch);
        room = null;
      }
      if (room == null) {
        waking.place(id, epoch, arrivals.take(id));
      }
      return;
    }
    if (housing.isForgotten(id, epoch) || (room != null && room.epoch() >= epoch)) {
      return;
    }
    if (room != null && room.isFenced()) {
      letGo(room, null);
      room = null;
    }
    if (room == null) {
      Room fresh = admitUnkept(id, epoch, snapshot);
      if (fresh != null) {
        housing.announcer().opened(id, epoch);
        admit(fresh);
      }
    } else {
      log.debug("room {} goes on at epoch {}, before {}", id, epoch, room.epoch());
      room.raise(epoch);
      housing.announcer().opened(id, epoch);
      admit(room);
    }
  }

  private @Nullable Room admitUnkept(RoomId id, long epoch, @Nullable String snapshot) {
    Room room = maker.unkept(id, epoch, snapshot);
    if (room == null) {
      housing.announcer().closed(id, epoch);
      return null;
    }
    if (frozen) {
      room.freeze();
    }
    rooms.put(id, room);
    housing.hold(room);
    log.debug("room {} opens at epoch {}", id, epoch);
    return room;
  }

  /** Hand this room over. */
  void release(RoomId id, long epoch) {
    Room room = rooms.get(id);
    if (room != null && epoch >= room.named()) {
      log.debug("room {} is to be handed over at epoch {}", id, room.epoch());
      guard(room, room.custody()::release);
    }
  }

  @Override
  public void frozen(Room room) {
    log.debug("room {} released at epoch {}", room.id(), room.epoch());
    if (retention != null) {
      housing.announcer().released(room.id(), room.epoch(), null);
      letGo(room, null);
      return;
    }
    Handover.unkept(room, housing.announcer(), outside.nowNs());
  }

  @Override
  public void fenced(Room room, String why) {
    log.warn("room {} is not ours any more at epoch {}: {}", room.id(), room.epoch(), why);
    letGo(room, null);
  }

  @Override
  public void raised(Room room) {
    if (rooms.get(room.id()) == room && retention != null) {
      waking.opened().raise(room.id(), room.epoch());
      housing.announcer().opened(room.id(), room.epoch());
    }
  }

  /** The room lives elsewhere: at this epoch and below, it is no more here. */
  void forget(RoomId id, long epoch) {
    Room room = rooms.get(id);
    if (retention == null && room != null && room.epoch() <= epoch) {
      log.debug("room {} forgotten at epoch {}", id, epoch);
      letGo(room, null);
    }
    housing.forgotten(id, epoch);
  }

  /** The connection to the journal broke, for this loop or another. */
  void doubtAll() {
    if (rules.hold(Rule.ALL_DOUBT)) {
      for (Room room : List.copyOf(rooms.values())) {
        room.custody().doubt("the connection to the journal broke");
      }
    }
  }

  private void broken() {
    doubtAll();
    housing.journalBroke(this);
  }

  /** Time passed. */
  void tick() {
    long nowNs = outside.nowNs();
    mayServe();
    for (Arrivals.Arrival late : arrivals.expired(nowNs)) {
      expire(late.work());
    }
    if (retention != null) {
      for (Room room : List.copyOf(rooms.values())) {
        guard(room, () -> room.custody().tick(nowNs));
      }
    }
    if (nowNs - nextRoundNs >= 0) {
      nextRoundNs = nowNs + ROUND_NS;
      for (Room room : List.copyOf(rooms.values())) {
        guard(room, () -> round(room, nowNs));
      }
    }
  }

  private void expire(RoomWork work) {
    if (work instanceof RoomWork.Open open) {
      Room room = rooms.get(open.room());
      open.line().stale(room == null ? waking.opened().of(open.room()) : room.epoch());
      if (room == null) {
        housing.announcer().stale(open.room());
      }
    }
  }

  private void round(Room room, long nowNs) {
    if (!frozen && room.tick(nowNs, housing.isDraining())) {
      log.debug("room {} falls asleep at epoch {}", room.id(), room.epoch());
      letGo(room, CloseReason.ROOM_UNAVAILABLE);
      housing.announcer().closed(room.id(), room.epoch());
    }
  }

  // The lease is read before the fences: who renews it has set them first.
  private boolean mayServe() {
    boolean holds = retention != null || housing.lease().holds(outside.nowNs());
    if (holds != frozen) {
      return holds;
    }
    frozen = !holds;
    if (!rooms.isEmpty()) {
      log.warn(frozen ? "the lease ran out: {} rooms pause" : "{} rooms resume", rooms.size());
    }
    for (Room room : List.copyOf(rooms.values())) {
      guard(room, frozen ? room::freeze : room::thaw);
      admit(room);
    }
    return holds;
  }

  private void admit(Room room) {
    if (!frozen && rooms.get(room.id()) == room) {
      for (Arrivals.Arrival arrival : arrivals.take(room.id())) {
        if (arrival.work() instanceof RoomWork.Open open) {
          open(open, arrival.sinceNs());
        } else {
          work(arrival.work());
        }
      }
    }
  }

  /** A room goes: with a reason for those on its seats, or to where the router says. */
  private void letGo(Room room, @Nullable CloseReason reason) {
    rooms.remove(room.id(), room);
    housing.release(room);
    if (retention != null) {
      waking.opened().raise(room.id(), room.epoch());
    }
    room.end(reason, rules.hold(Rule.TELL));
  }

  /** All rooms are closed, for this reason; those that a journal keeps go on elsewhere. */
  void closeAll(CloseReason reason) {
    CloseReason why = retention == null ? reason : null;
    List.copyOf(rooms.values()).forEach(room -> letGo(room, why));
    waking.closeAll();
  }

  /** What room this is; null where it is not here. */
  @Nullable RoomSummary describe(RoomId id) {
    Room room = rooms.get(id);
    return room == null || room.isFenced() ? null : RoomSummary.of(room);
  }

  /** The room of this id; null where it is not here. */
  @Nullable Room find(RoomId id) {
    return rooms.get(id);
  }

  /** Every room is said in one line. */
  void logState() {
    for (Room room : List.copyOf(rooms.values())) {
      // What players say may hold line breaks; a room is one line.
      guard(room, () -> log.info("{}", RoomSummary.line(room).replaceAll("\\p{Cntrl}", " ")));
    }
  }

  /** Does something in a room that may serve; a mistake there closes the room. */
  private void guard(Room room, Runnable action) {
    if (room.isFenced()) {
      return;
    }
    try {
      action.run();
    } catch (RuntimeException e) {
      log.error("room {} failed and is closed: {}", room.id(), e.getMessage(), e);
      letGo(
          room, e instanceof GameFailedException ? CloseReason.GAME_FAILED : CloseReason.INTERNAL);
      housing.announcer().closed(room.id(), room.epoch());
    }
  }
}
