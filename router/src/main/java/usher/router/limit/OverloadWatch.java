package usher.router.limit;

import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, on the thread {@code overload}, at how late the event loops run and how full memory is,
 * and refuses new players while it is too much. Who is seated stays.
 */
public final class OverloadWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OverloadWatch.class);

  /** How often it looks, in milliseconds. */
  private static final long LOOK_MS = 250;

  private final Limits limits;
  private final DoubleSupplier loopLagMs;
  private final Overload overload = new Overload();
  private final Thread thread;
  private volatile boolean over;

  private OverloadWatch(Limits limits, DoubleSupplier loopLagMs) {
    this.limits = limits;
    this.loopLagMs = loopLagMs;
    this.thread = new Thread(this::run, "overload");
    thread.setDaemon(true);
  }

  /**
   * Begins to look.
   *
   * @param loopLagMs how late the slowest of the players' loops runs; any thread may ask
   */
  public static OverloadWatch start(Limits limits, DoubleSupplier loopLagMs) {
    OverloadWatch watch = new OverloadWatch(limits, loopLagMs);
    watch.thread.start();
    return watch;
  }

  /** The share of the heap that the last collection left in use; any thread. */
  public double heapShare() {
    return MemoryUse.heap();
  }

  /** The share of direct memory that is in use; any thread. */
  public double directShare() {
    return MemoryUse.direct();
  }

  private void run() {
    while (!over) {
      try {
        Thread.sleep(LOOK_MS);
      } catch (InterruptedException e) {
        return;
      }
      look();
    }
  }

  private void look() {
    Overload.Seen seen =
        new Overload.Seen(
            (long) loopLagMs.getAsDouble(), Math.max(MemoryUse.heap(), MemoryUse.direct()));
    String turned = overload.see(seen, limits.now().overload(), System.nanoTime());
    if (turned == null) {
      return;
    }
    limits.overloaded(overload.isOn());
    if (overload.isOn()) {
      log.error("overloaded, new players are refused: {}", turned);
    } else {
      log.info("not overloaded any more, players are welcome again: {}", turned);
    }
  }

  @Override
  public void close() {
    over = true;
    thread.interrupt();
  }
}
