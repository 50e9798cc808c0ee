package usher.router.edge;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How late event loops run: a timer on each notes by how much it was missed. It ends with its
 * loops. Any thread reads.
 */
public final class LoopLag {
  /** How often each loop is to come round, in milliseconds. */
  static final long PACE_MS = 50;

  /** What is told is the worst within the last two of these, in nanoseconds. */
  static final long WINDOW_NS = 500_000_000;

  private final List<Loop> loops = new ArrayList<>();

  /** Begins to watch all loops of a group; any thread. */
  public static LoopLag watch(EventLoopGroup group) {
    LoopLag lag = new LoopLag();
    for (EventExecutor loop : group) {
      Loop watched = new Loop();
      lag.loops.add(watched);
      watched.next(loop);
    }
    return lag;
  }

  /** By how much the slowest loop was late at worst, within the last second; in milliseconds. */
  public double worstMs() {
    return worstNs(System.nanoTime()) / 1e6;
  }

  double worstNs(long nowNs) {
    long worst = 0;
    for (Loop loop : loops) {
      worst = Math.max(worst, loop.worstNs(nowNs));
    }
    return worst;
  }

  /** One loop; written by it alone. */
  static final class Loop {
    private volatile long dueNs = System.nanoTime();
    private volatile long worstNs;
    private volatile long beforeNs;
    private long windowNs = dueNs;

    void next(EventExecutor loop) {
      dueNs = System.nanoTime() + PACE_MS * 1_000_000;
      if (!loop.isShuttingDown()) {
        loop.schedule(
            () -> {
              ran(System.nanoTime());
              next(loop);
            },
            PACE_MS,
            TimeUnit.MILLISECONDS);
      }
    }

    void ran(long nowNs) {
      if (nowNs - windowNs >= WINDOW_NS) {
        beforeNs = nowNs - windowNs < 2 * WINDOW_NS ? worstNs : 0;
        worstNs = 0;
        windowNs = nowNs;
      }
      worstNs = Math.max(worstNs, nowNs - dueNs);
    }

    /** A loop that hangs now is as late as it is overdue. */
    long worstNs(long nowNs) {
      return Math.max(Math.max(worstNs, beforeNs), nowNs - dueNs);
    }

    void due(long atNs) {
      dueNs = atNs;
    }
  }
}
