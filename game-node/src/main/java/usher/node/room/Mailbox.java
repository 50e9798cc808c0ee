package usher.node.room;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What others want a loop to do. Any thread posts; the loop's own takes.
 *
 * <p>What players send is bounded by {@link #MAX_OFFERED}; what must not be lost (placements,
 * leases, sockets that closed) is always taken: there is no more of it than there are rooms and
 * sockets.
 */
final class Mailbox {
  /** The most entries there may be for one that is offered to be taken. */
  static final int MAX_OFFERED = 65_536;

  /**
   * Work that came together.
   *
   * @param done run when all of it was carried out
   */
  record Batch(List<RoomWork> work, Runnable done) {}

  private final ConcurrentLinkedQueue<Object> entries = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private volatile @Nullable Thread sleeper;

  /** Adds an entry, unless there are too many; false then. */
  boolean offer(Runnable entry) {
    return offer(entry, 1);
  }

  /** Adds work, unless there is too much; false then. */
  boolean offer(RoomWork work) {
    return offer(work, 1);
  }

  /** Adds all of this work in one entry, or none of it if there is too much; false then. */
  boolean offer(Batch batch) {
    return offer(batch, batch.work().size());
  }

  private boolean offer(Object entry, int weight) {
    if (size.get() >= MAX_OFFERED) {
      return false;
    }
    add(entry, weight);
    return true;
  }

  /** Adds an entry. */
  void post(Runnable entry) {
    add(entry, 1);
  }

  /** Adds work that must not be lost. */
  void post(RoomWork work) {
    add(work, 1);
  }

  private void add(Object entry, int weight) {
    size.addAndGet(weight);
    entries.add(entry);
    Thread asleep = sleeper;
    if (asleep != null) {
      LockSupport.unpark(asleep);
    }
  }

  /**
   * The oldest entry: a {@link Runnable}, a {@link RoomWork} or a {@link Batch}; null where there
   * is none. The owner only.
   */
  @Nullable Object poll() {
    Object entry = entries.poll();
    if (entry != null) {
      size.addAndGet(-weight(entry));
    }
    return entry;
  }

  /** What an entry counts for. */
  static int weight(Object entry) {
    return entry instanceof Batch batch ? batch.work().size() : 1;
  }

  /** Waits for an entry, or so long. The owner only. */
  void await(long nanos) {
    sleeper = Thread.currentThread();
    if (entries.isEmpty()) {
      LockSupport.parkNanos(this, nanos);
    }
    sleeper = null;
  }
}
