package usher.router.cluster;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.router.pin.PinView;

/**
 * The thread {@code cluster}: hands events to the cluster, and its effects on. One bad event costs
 * a line in the log and a count, never the thread.
 */
public final class ClusterLoop implements ClusterInbox, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClusterLoop.class);
  private static final long TICK_NS = 10_000_000;
  private static final long VIEW_NS = 100_000_000;
  private static final long STOP_MS = 5_000;

  private final Mailbox mailbox = new Mailbox();
  private final Cluster cluster;
  private final ClusterEffects effects;
  private final LongSupplier nanoTime;
  private final LongSupplier wallMs;
  private final Thread thread = new Thread(this::run, "cluster");
  private volatile ClusterView view;
  private volatile long failures;
  private volatile boolean stopped;

  /**
   * @param cluster touched by this loop's thread alone from now on
   */
  public ClusterLoop(Cluster cluster, ClusterEffects effects) {
    this(cluster, effects, System::nanoTime, System::currentTimeMillis);
  }

  ClusterLoop(Cluster cluster, ClusterEffects effects, LongSupplier nanoTime, LongSupplier wallMs) {
    this.cluster = cluster;
    this.effects = effects;
    this.nanoTime = nanoTime;
    this.wallMs = wallMs;
    this.view = cluster.view();
    thread.setDaemon(true);
  }

  /** Starts the thread; once only. */
  public void start() {
    thread.start();
  }

  /** Any thread. */
  @Override
  public boolean post(ClusterEvent event) {
    return !stopped && mailbox.post(event);
  }

  /** Where the rooms are, for any thread. */
  public PinView pins() {
    return cluster.pins();
  }

  /** The cluster as it was at most 120 ms ago, for any thread. */
  public ClusterView view() {
    return view;
  }

  /** How many events wait, for any thread. */
  public int backlog() {
    return mailbox.size();
  }

  /** How many events or effects failed by a mistake of ours, for any thread. */
  public long failures() {
    return failures;
  }

  /** Ends the thread; events that still wait are not handled. */
  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(STOP_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long nextTickNs = nanoTime.getAsLong();
    long nextViewNs = nextTickNs;
    while (!stopped) {
      ClusterEvent event;
      try {
        event = mailbox.take(nextTickNs - nanoTime.getAsLong());
      } catch (InterruptedException e) {
        continue;
      }
      if (event != null) {
        handle(event);
      }
      long nowNs = nanoTime.getAsLong();
      if (nowNs - nextTickNs >= 0) {
        handle(new ClusterEvent.Tick());
        nextTickNs = nowNs + TICK_NS;
      }
      if (nowNs - nextViewNs >= 0) {
        view = cluster.view();
        nextViewNs = nowNs + VIEW_NS;
      }
    }
  }

  private void handle(ClusterEvent event) {
    @Nullable Iterable<ClusterEffect> wanted = null;
    try {
      wanted = cluster.handle(event, nanoTime.getAsLong(), wallMs.getAsLong());
    } catch (RuntimeException e) {
      failed(event, e);
    }
    if (wanted == null) {
      return;
    }
    for (ClusterEffect effect : wanted) {
      try {
        effects.run(effect);
      } catch (RuntimeException e) {
        failed(effect, e);
      }
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: this thread
  private void failed(Object what, RuntimeException e) {
    failures++;
    log.error("{} failed, and is skipped", what.getClass().getSimpleName(), e);
  }
}
