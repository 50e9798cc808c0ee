package usher.node.room;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.Health;
import usher.common.control.HeldRoom;
import usher.common.control.NodeId;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.node.heartbeat.Announcer;
import usher.node.heartbeat.Lease;
import usher.node.heartbeat.NodeLoad;
import usher.node.heartbeat.RoomHost;

/**
 * All rooms of a node, and the only way to one. A room belongs to the loop that its id falls to.
 * Every method may be called on any thread and returns at once, unless it says otherwise.
 */
public final class RoomRegistry implements RoomHost {
  /** A loop that made no progress for so long makes the node report that it is failing. */
  static final long HUNG_NS = 2_000_000_000L;

  private static final Logger log = LoggerFactory.getLogger(RoomRegistry.class);
  private static final double NANOS_PER_MILLI = 1e6;

  private final Housing housing;
  private final List<RoomLoop> loops;
  private volatile @Nullable JournalSource source;
  private @Nullable String journalAddress;
  private JournalSource.@Nullable Opened journal;

  private RoomRegistry(Housing housing, List<RoomLoop> loops) {
    this.housing = housing;
    this.loops = loops;
  }

  /**
   * Starts the loops.
   *
   * @param turnEnded called by loop number i, on its thread, when a turn of it ended: what its
   *     rooms said may leave
   */
  public static RoomRegistry start(
      RoomSettings settings, Lease lease, Announcer announcer, IntConsumer turnEnded) {
    Housing housing = new Housing(settings, lease, announcer);
    List<RoomLoop> loops =
        IntStream.range(0, settings.loops())
            .mapToObj(i -> new RoomLoop("room-" + i, housing, () -> turnEnded.accept(i)))
            .toList();
    housing.onJournalBroke(by -> loops.forEach(loop -> loop.journalBroke(by)));
    loops.forEach(RoomLoop::start);
    return new RoomRegistry(housing, loops);
  }

  /** The node whose rooms these are. */
  public NodeId node() {
    return housing.settings().node();
  }

  /** The number of the loop that a room belongs to. */
  public int loopOf(RoomId room) {
    int hash = room.hashCode();
    return Math.floorMod(hash ^ (hash >>> 16), loops.size());
  }

  /**
   * A connection wants something of a room; work of one thread on one room is done in the order
   * offered.
   *
   * @return false if the loop has more to do than it may queue: nothing happens then. A detach is
   *     always taken
   */
  public boolean offer(RoomWork work) {
    return loop(work.room()).offer(work);
  }

  /**
   * Much work at once, all of it on rooms of this loop: what one read of a link brought.
   *
   * @param loop as {@link #loopOf} says for each of the rooms
   * @param work the registry's from now on
   * @param done run on that loop when all of it was carried out
   * @return false if the loop has more to do than it may queue: none of it is done then
   */
  public boolean offerAll(int loop, List<RoomWork> work, Runnable done) {
    return loops.get(loop).offer(work, done);
  }

  /** How often a room was in doubt whether it is still this node's, since the start. */
  public long doubts() {
    return housing.doubts();
  }

  /** Takes a seat of the node's for what is no room; false if it has no more. */
  public boolean takeSeat() {
    return housing.census().take();
  }

  /** Gives such a seat back. */
  public void releaseSeat() {
    housing.census().release(1);
  }

  /** From now on journals that routers name are opened here; before, they are not used. */
  public void journals(JournalSource from) {
    source = from;
  }

  /** Rooms that open from now on, and publish, do so here. */
  public void publishTo(Publisher publisher) {
    housing.publishTo(publisher);
  }

  /**
   * A router's welcome names a journal, or none. If it is another than before, the rooms that are
   * here are not in it, and go: their seats are told to look elsewhere.
   */
  @Override
  public synchronized void journal(@Nullable String address) {
    JournalSource from = source;
    if (from == null || Objects.equals(address, journalAddress)) {
      return;
    }
    journalAddress = address;
    JournalSource.Opened before = journal;
    journal = address == null ? null : opened(from, address);
    JournalSource.Opened now = journal;
    housing.journal(now == null ? null : now.journal());
    loops.forEach(loop -> loop.keep(now == null ? null : now.retention()));
    if (before != null) {
      before.close().run();
    }
  }

  private JournalSource.Opened opened(JournalSource from, String address) {
    try {
      return from.open(address, () -> loops.forEach(loop -> loop.journalBroke(null)));
    } catch (IllegalArgumentException e) {
      // To go on without would be to say what is not kept.
      log.error("the router names a journal that cannot be used, rooms wait: {}", e.getMessage());
      return new JournalSource.Opened((command, replyTo) -> false, Duration.ofDays(1), () -> {});
    }
  }

  /**
   * What room is this? The asker is told on the room's loop; null where there is none.
   *
   * @return false if the loop has more to do than it may queue: nothing happens then
   */
  public boolean describe(RoomId room, Consumer<@Nullable RoomSummary> asker) {
    return loop(room).describe(room, asker);
  }

  /** Logs every room with its state. */
  public void logState() {
    loops.forEach(RoomLoop::logState);
  }

  @Override
  public void place(RoomId room, long epoch, @Nullable String snapshot) {
    loop(room).place(room, epoch, snapshot);
  }

  @Override
  public void release(RoomId room, long epoch) {
    loop(room).release(room, epoch);
  }

  @Override
  public void forget(RoomId room, long epoch) {
    housing.fence(room, epoch);
    loop(room).forget(room, epoch);
  }

  @Override
  public void drain() {
    housing.drain(true);
  }

  @Override
  public void undrain() {
    housing.drain(false);
  }

  /** The node ends: no new rooms from now on, whatever routers say. */
  public void leave() {
    housing.leave();
  }

  @Override
  public List<HeldRoom> held() {
    return housing.held();
  }

  @Override
  public NodeLoad load() {
    long nowNs = System.nanoTime();
    long lagNs = loops.stream().mapToLong(loop -> loop.lagNs(nowNs)).max().orElse(0);
    boolean hung = lagNs > HUNG_NS;
    Health health = hung ? Health.FAILING : housing.isDraining() ? Health.DRAINING : Health.READY;
    return new NodeLoad(
        health,
        hung ? "a room loop makes no progress" : null,
        housing.roomCount(),
        housing.census().taken(),
        lagNs / NANOS_PER_MILLI);
  }

  /**
   * Closes all rooms, with their sockets, and ends the loops. Waits until that is done, at most so
   * long.
   */
  public void close(CloseReason reason, long timeoutMs) throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(loops.size());
    loops.forEach(loop -> loop.closeAll(reason, closed::countDown));
    closed.await(timeoutMs, TimeUnit.MILLISECONDS);
    loops.forEach(RoomLoop::stop);
  }

  /** Ends the loops, whatever their rooms do. */
  public void stop() {
    loops.forEach(RoomLoop::stop);
  }

  @Override
  public String toString() {
    return housing.roomCount() + " rooms with " + housing.census().taken() + " seats";
  }

  private RoomLoop loop(RoomId room) {
    return loops.get(loopOf(room));
  }
}
