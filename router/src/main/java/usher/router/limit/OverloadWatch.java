package usher.router.limit;

import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, on the thread {@code overload}, at how late the event loops run and how full memory is,
 * and refuses new players while it is too much. Who is seated stays, unless it becomes far too
 * much: then those who only watch go, and players when memory ends.
 */
public final class OverloadWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OverloadWatch.class);

  /** How often it looks, in milliseconds: players can fill what is left within some of these. */
  private static final long LOOK_MS = 50;

  /**
   * Of so many looks one is at the heap, which says more only after a collection, and costs more.
   */
  private static final int HEAP_EACH = 5;

  /** Who ends seats. */
  public interface Shedder {
    /**
     * Ends some, the newest first; any thread.
     *
     * @param playersToo whether those who play go, too, once nobody is left who only watches
     */
    void shed(boolean playersToo);
  }

  private final Limits limits;
  private final DoubleSupplier loopLagMs;
  private final Shedder shedder;
  private final Overload overload = new Overload();
  private final Shedding shedding = new Shedding();
  private final Thread thread;
  private volatile boolean over;
  private int looks;
  private double heap;

  private OverloadWatch(Limits limits, DoubleSupplier loopLagMs, Shedder shedder) {
    this.limits = limits;
    this.shedder = shedder;
    this.loopLagMs = loopLagMs;
    this.thread = new Thread(this::run, "overload");
    thread.setDaemon(true);
  }

  /**
   * Begins to look.
   *
   * @param loopLagMs how late the slowest of the players' loops runs; any thread may ask
   * @param shedder is called at each look while seats must go
   */
  public static OverloadWatch start(Limits limits, DoubleSupplier loopLagMs, Shedder shedder) {
    OverloadWatch watch = new OverloadWatch(limits, loopLagMs, shedder);
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
    if (looks++ % HEAP_EACH == 0) {
      heap = MemoryUse.heap();
    }
    Overload.Seen seen =
        new Overload.Seen((long) loopLagMs.getAsDouble(), Math.max(heap, MemoryUse.direct()));
    long nowNs = System.nanoTime();
    PlayerLimits.OverloadMarks marks = limits.now().overload();
    String turned = overload.see(seen, marks, nowNs);
    if (turned != null && overload.isOn()) {
      log.error("overloaded, new players are refused: {}", turned);
    } else if (turned != null) {
      log.info("not overloaded any more, players are welcome again: {}", turned);
    }
    Rung goes = shedding.see(seen, marks, nowNs);
    // Before anybody goes: how they go depends on it.
    become(goes == Rung.NONE && overload.isOn() ? Rung.NEWCOMERS : goes, seen);
    if (goes != Rung.NONE) {
      shedder.shed(goes == Rung.PLAYERS);
    }
  }

  private void become(Rung now, Overload.Seen seen) {
    Rung before = limits.rung();
    limits.rung(now);
    if (now != before && now.compareTo(Rung.WATCHERS) >= 0) {
      log.error(
          "far too much to do: {} go, the newest first: the slowest event loop is {} ms late, memory"
              + " is {} % full",
          now == Rung.WATCHERS ? "spectators and seats at feeds" : "players",
          seen.lagMs(),
          Math.round(seen.memory() * 100));
    } else if (now != before && before.compareTo(Rung.WATCHERS) >= 0) {
      log.info("whoever is seated stays again");
    }
  }

  @Override
  public void close() {
    over = true;
    thread.interrupt();
  }
}
