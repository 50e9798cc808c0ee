package usher.router.deadline;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deadlines of all connections of one event loop, in place of a timer for each. A wheel of
 * slots, one for each {@link #PACE_MS}: setting and cancelling cost the same however many there
 * are, and a sweep looks at no more than are due, {@link #MAX_PER_SWEEP} at most. On the loop, but
 * for its making.
 */
public final class Deadlines {
  /** How often is swept, in milliseconds: as late a deadline may come. */
  public static final long PACE_MS = 50;

  /** The most that one sweep does; what is due beyond waits for the next one. */
  public static final int MAX_PER_SWEEP = 256;

  /** Slots of the wheel: a deadline that is further away than a turn is filed again on the way. */
  static final int SLOTS = 1_024;

  private static final Logger log = LoggerFactory.getLogger(Deadlines.class);
  private static final long PACE_NS = TimeUnit.MILLISECONDS.toNanos(PACE_MS);

  private final LongSupplier clock;
  private final long startNs;
  private final Deadline[] slots = new Deadline[SLOTS];
  private long swept;
  private int size;

  /**
   * None yet, and nobody sweeps.
   *
   * @param clock goes only forward, in nanoseconds
   */
  public Deadlines(LongSupplier clock) {
    this.clock = clock;
    this.startNs = clock.getAsLong();
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Deadline(this);
    }
  }

  /** Begins to sweep, until the loop ends. */
  public static Deadlines on(EventLoop loop) {
    Deadlines deadlines = new Deadlines(System::nanoTime);
    var unused =
        loop.scheduleWithFixedDelay(deadlines::sweep, PACE_MS, PACE_MS, TimeUnit.MILLISECONDS);
    return deadlines;
  }

  /** One that is not set, for one connection. */
  public Deadline unset() {
    return new Deadline(this);
  }

  /** How many are set. */
  public int size() {
    return size;
  }

  /**
   * The time of the last sweep that left nothing due: cheap, and a little behind. In nanoseconds.
   */
  public long sweptNs() {
    return startNs + swept * PACE_NS;
  }

  void add(Deadline deadline, long boundNs) {
    long dueNs = clock.getAsLong() - startNs + boundNs;
    deadline.dueTick = (dueNs + PACE_NS - 1) / PACE_NS;
    file(deadline);
    size++;
  }

  /** Into its slot, or the last one before it that does not come round before. */
  private void file(Deadline deadline) {
    long tick = Math.min(Math.max(deadline.dueTick, swept + 1), swept + SLOTS - 1);
    Deadline head = slots[(int) (tick % SLOTS)];
    deadline.before = head.before;
    deadline.next = head;
    head.before.next = deadline;
    head.before = deadline;
  }

  void remove(Deadline deadline) {
    unlink(deadline);
    size--;
  }

  private static void unlink(Deadline deadline) {
    deadline.before.next = deadline.next;
    deadline.next.before = deadline.before;
    deadline.next = deadline;
    deadline.before = deadline;
  }

  /** Does what is due. */
  void sweep() {
    long nowTick = (clock.getAsLong() - startNs) / PACE_NS;
    int left = MAX_PER_SWEEP;
    while (swept < nowTick) {
      Deadline head = slots[(int) ((swept + 1) % SLOTS)];
      while (head.next != head) {
        if (left-- == 0) {
          return;
        }
        pass(head.next, swept + 1);
      }
      swept++;
    }
  }

  private void pass(Deadline deadline, long tick) {
    unlink(deadline);
    if (deadline.dueTick > tick) {
      file(deadline);
      return;
    }
    size--;
    try {
      deadline.run();
    } catch (RuntimeException e) {
      log.error("a deadline could not be kept", e);
    }
  }
}
