package usher.router.pin;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import usher.common.room.RoomId;

/**
 * A room's stay on one incarnation of a node. Event loops enter and leave it as players come and
 * go; the thread {@code cluster} alone raises its epoch and retires it. A retired pin can not be
 * entered: whoever finds one asks the cluster where the room is now.
 *
 * <p>Built small, for a million of them: no object besides itself and its room's id.
 */
public final class Pin {
  private static final AtomicIntegerFieldUpdater<Pin> ENTERED =
      AtomicIntegerFieldUpdater.newUpdater(Pin.class, "entered");
  private static final int RETIRED = Integer.MIN_VALUE;

  private final RoomId room;
  private final NodeRef node;
  private final long sinceNs;
  private volatile long epoch;
  private volatile int entered;

  // The thread cluster alone reads and writes these.
  private long placement;
  @Nullable Pin previous;
  @Nullable Pin next;

  /** A pin that nobody has entered, made at no known time. */
  public Pin(RoomId room, NodeRef node, long epoch) {
    this(room, node, epoch, 0);
  }

  /**
   * A pin that nobody has entered.
   *
   * @param sinceNs when it is made, by the clock of the cluster
   */
  public Pin(RoomId room, NodeRef node, long epoch, long sinceNs) {
    this.room = room;
    this.node = node;
    this.epoch = epoch;
    this.sinceNs = sinceNs;
  }

  /** When it was made, by the clock of the cluster; any thread. */
  public long sinceNs() {
    return sinceNs;
  }

  public RoomId room() {
    return room;
  }

  public NodeRef node() {
    return node;
  }

  /** The epoch of the room on its node; any thread. */
  public long epoch() {
    return epoch;
  }

  /** The room was opened anew on the same node. On the thread {@code cluster} only. */
  public void raiseEpoch(long higher) {
    if (higher <= epoch) {
      throw new IllegalArgumentException("epoch " + higher + " is not above " + epoch);
    }
    epoch = higher;
  }

  /**
   * The number of the last {@code place} that named this room to its node; 0 where the node holds
   * it by its own word. On the thread {@code cluster} only.
   */
  public long placement() {
    return placement;
  }

  /** On the thread {@code cluster} only. */
  public void placed(long number) {
    placement = number;
  }

  /** How many connections are in, or on their way in; any thread. */
  public int entered() {
    int count = entered;
    return count < 0 ? count - RETIRED : count;
  }

  /**
   * Counts a connection in, unless the pin is retired; any thread. Each success owes one {@link
   * #leave}.
   */
  public boolean tryEnter() {
    while (true) {
      int count = entered;
      if (count < 0) {
        return false;
      }
      if (ENTERED.compareAndSet(this, count, count + 1)) {
        return true;
      }
    }
  }

  /**
   * Counts a connection out; any thread.
   *
   * @return whether it was the last one, of a pin that is not retired: tell the cluster
   */
  public boolean leave() {
    return ENTERED.decrementAndGet(this) == 0;
  }

  /** Whether nobody can enter any more; any thread. */
  public boolean isRetired() {
    return entered < 0;
  }

  /** Lets nobody in any more, whoever is in. On the thread {@code cluster} only. */
  public void retire() {
    ENTERED.getAndUpdate(this, count -> count < 0 ? count : count + RETIRED);
  }

  /**
   * Lets nobody in any more, if nobody is in. On the thread {@code cluster} only.
   *
   * @return whether it did
   */
  public boolean retireIfEmpty() {
    return ENTERED.compareAndSet(this, 0, RETIRED);
  }

  @Override
  public String toString() {
    return room + " on " + node + " @" + epoch;
  }
}
