package usher.node.room;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import usher.common.control.Health;
import usher.common.control.HeldRoom;
import usher.common.control.NodeId;
import usher.common.journal.Journal;
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

  private static final double NANOS_PER_MILLI = 1e6;

  private final Housing housing;
  private final List<RoomLoop> loops;

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

  /**
   * From now on rooms are kept in this journal. Those that are here are not in it, and go: their
   * seats are told to look elsewhere. Nothing happens if it is the one they are kept in.
   *
   * @param journal null for none: rooms live as long as the node's lease
   * @param retention how long it keeps a room that nobody touches
   */
  public void keepIn(@Nullable Journal journal, Duration retention) {
    if (housing.journal() != journal) {
      housing.journal(journal);
      loops.forEach(loop -> loop.keep(journal == null ? null : retention));
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
    housing.drain();
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
