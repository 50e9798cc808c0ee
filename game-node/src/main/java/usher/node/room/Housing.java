package usher.node.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.HeldRoom;
import usher.common.journal.Journal;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.node.heartbeat.Announcer;
import usher.node.heartbeat.Lease;

/**
 * What the loops of a node share: which rooms are held, and whether new ones may be. Any thread.
 */
final class Housing {
  private static final Logger log = LoggerFactory.getLogger(Housing.class);

  private final RoomSettings settings;
  private final Lease lease;
  private final Announcer announcer;
  private final Census census;
  private final Map<RoomId, Room> held = new ConcurrentHashMap<>();
  private final Map<RoomId, Long> forgetting = new ConcurrentHashMap<>();
  private final Map<RoomId, Long> placing = new ConcurrentHashMap<>();
  private final AtomicLong epochs = new AtomicLong();
  private final LongAdder doubts = new LongAdder();
  private volatile boolean leaving;
  private volatile boolean drained;
  private volatile @Nullable Journal journal;
  private volatile Consumer<RoomShare> journalBroke = by -> {};
  private volatile Publisher publisher = Publisher.NOBODY;

  Housing(RoomSettings settings, Lease lease, Announcer announcer) {
    this.settings = settings;
    this.lease = lease;
    this.announcer = announcer;
    this.census = new Census(settings.capacity().seats());
  }

  RoomSettings settings() {
    return settings;
  }

  Lease lease() {
    return lease;
  }

  Announcer announcer() {
    return announcer;
  }

  /** A room is in doubt. */
  void doubted() {
    doubts.increment();
  }

  /** How often a room was in doubt. */
  long doubts() {
    return doubts.sum();
  }

  Census census() {
    return census;
  }

  /** Whether a room opens for whoever comes first. */
  boolean opensForPlayers() {
    return settings.standalone();
  }

  /** Why a player may not open a room; null where they may. */
  @Nullable CloseReason whyNoNewRoom() {
    if (isDraining()) {
      return CloseReason.NODE_LEAVING;
    }
    return held.size() >= settings.capacity().rooms() ? CloseReason.TOO_MANY_ROOMS : null;
  }

  /** The epoch of a room that no router placed: it grows, so that no id is used twice. */
  long nextEpoch() {
    return epochs.incrementAndGet();
  }

  /** The node ends: for good. */
  void leave() {
    leaving = true;
  }

  /** Whether a router wants the node empty. */
  void drain(boolean wanted) {
    if (drained != wanted) {
      drained = wanted;
      log.info(wanted ? "no new rooms" : "new rooms are taken again");
    }
  }

  boolean isDraining() {
    return leaving || drained;
  }

  void hold(Room room) {
    held.put(room.id(), room);
    // Who fences looks for the room after saying so: one of the two sees the other.
    if (isForgotten(room.id(), room.epoch())) {
      room.fence();
    }
  }

  void release(Room room) {
    held.remove(room.id(), room);
  }

  int roomCount() {
    return held.size();
  }

  List<HeldRoom> held() {
    List<HeldRoom> rooms = new ArrayList<>();
    for (Room room : held.values()) {
      if (!room.isFenced()) {
        rooms.add(new HeldRoom(room.id(), room.epoch(), room.isReleased()));
      }
    }
    return rooms;
  }

  /**
   * From this moment the room decides nothing, nor does one that was placed at this epoch or below
   * and is not open yet; its loop drops it soon after.
   */
  void fence(RoomId id, long epoch) {
    forgetting.merge(id, epoch, Math::max);
    // Read before the room: once a placement is carried out, the room is at its epoch.
    Long placed = placing.get(id);
    Room room = held.get(id);
    boolean older = placed != null && placed > epoch;
    if (journal == null && room != null && room.epoch() <= epoch && !older) {
      room.fence();
    }
  }

  boolean isForgotten(RoomId id, long epoch) {
    Long fence = forgetting.get(id);
    return fence != null && epoch <= fence;
  }

  /** A router places the room at this epoch: what is forgotten below it is old news from now on. */
  void placing(RoomId id, long epoch) {
    placing.merge(id, epoch, Math::max);
  }

  /** The loop has carried that out. */
  void placed(RoomId id, long epoch) {
    placing.remove(id, epoch);
  }

  /** The loop has dropped it. */
  void forgotten(RoomId id, long epoch) {
    forgetting.remove(id, epoch);
  }

  /** Where rooms are kept; null where none is. */
  @Nullable Journal journal() {
    return journal;
  }

  void journal(@Nullable Journal other) {
    journal = other;
  }

  /** Where rooms publish. */
  Publisher publisher() {
    return publisher;
  }

  void publishTo(Publisher other) {
    publisher = other;
  }

  /** Who is told that the connection to the journal broke, but for the share that says so. */
  void onJournalBroke(Consumer<RoomShare> listener) {
    journalBroke = listener;
  }

  void journalBroke(RoomShare by) {
    journalBroke.accept(by);
  }
}
