package usher.node.feed;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What others want of the hub. Any thread posts; the hub's own takes.
 *
 * <p>What players send is bounded by {@link #MAX_OFFERED}, what publishers send by half of that, so
 * that a flood of messages ends no player's seat; what must not be lost (seats that go,
 * confirmations) is always taken: there is no more of it than seats and topics.
 */
final class FeedMailbox {
  /** The most entries there may be for one that is offered to be taken. */
  static final int MAX_OFFERED = 65_536;

  /** The most entries there may be for a message to be taken. */
  static final int MAX_MESSAGES = MAX_OFFERED / 2;

  private final ConcurrentLinkedQueue<Runnable> entries = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private volatile @Nullable Thread sleeper;

  /** Adds an entry, unless there are too many; false then. */
  boolean offer(Runnable entry) {
    if (size.get() >= MAX_OFFERED) {
      return false;
    }
    post(entry);
    return true;
  }

  /** Adds a message, unless there are too many entries; false then. */
  boolean offerMessage(Runnable message) {
    return size.get() < MAX_MESSAGES && offer(message);
  }

  /** Adds an entry. */
  void post(Runnable entry) {
    size.incrementAndGet();
    entries.add(entry);
    Thread asleep = sleeper;
    if (asleep != null) {
      LockSupport.unpark(asleep);
    }
  }

  /** The oldest entry; null where there is none. The owner only. */
  @Nullable Runnable poll() {
    Runnable entry = entries.poll();
    if (entry != null) {
      size.decrementAndGet();
    }
    return entry;
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
