package usher.common.journal.redis;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code journal-connect}: makes connections whenever some are missing, paced, and
 * breaks off one whose write is stuck. Others ask by {@link #refresh} and look at {@link #servers}.
 */
final class Connector implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Connector.class);
  private static final long LOOK_MS = 100;

  private final JournalAddress address;
  private final ServerFinder finder;
  private final SplittableRandom random = new SplittableRandom();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread = new Thread(this, "journal-connect");

  private volatile Servers servers = Servers.none("it is being connected to");
  private volatile boolean closed;

  // Under the lock.
  private boolean wanted = true;
  private @Nullable JournalUnusableException failure;
  private boolean tried;

  // On the thread.
  private int failures;
  private long triedNs;
  private long waitNs;
  private String logged = "";
  private boolean untold;

  Connector(JournalAddress address) {
    this.address = address;
    this.finder = new ServerFinder(address);
    thread.setDaemon(true);
  }

  /**
   * Starts the thread.
   *
   * @param awaited whether someone waits for the first connection, and is told there why it fails
   */
  void start(boolean awaited) {
    untold = awaited;
    thread.start();
  }

  /** What is connected now; any thread. */
  Servers servers() {
    return servers;
  }

  /** Something is missing, or elsewhere: find it again; any thread. */
  void refresh() {
    lock.lock();
    try {
      wanted = true;
    } finally {
      lock.unlock();
    }
    LockSupport.unpark(thread);
  }

  /**
   * Waits until something is connected.
   *
   * @throws JournalUnusableException if it cannot be
   */
  void await() throws JournalUnusableException {
    long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(JournalLimits.LOADING_MS);
    lock.lock();
    try {
      while (true) {
        if (tried && failure == null) {
          return;
        }
        long leftNs = untilNs - System.nanoTime();
        if (failure != null && (!failure.passing() || leftNs <= 0)) {
          throw failure;
        }
        if (changed.awaitNanos(Math.max(leftNs, 1)) <= 0 && failure == null) {
          throw new JournalUnusableException("cannot reach Redis at " + address + " in time");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JournalUnusableException("interrupted");
    } finally {
      lock.unlock();
    }
  }

  void close() {
    closed = true;
    refresh();
  }

  @Override
  public void run() {
    while (!closed) {
      if (due()) {
        attempt();
      }
      watch();
      pause();
    }
  }

  private boolean due() {
    lock.lock();
    try {
      return wanted && (triedNs == 0 || System.nanoTime() - triedNs >= waitNs);
    } finally {
      lock.unlock();
    }
  }

  private void attempt() {
    setWanted(false);
    triedNs = System.nanoTime() | 1;
    JournalUnusableException failed = null;
    try {
      publish(finder.find(servers));
    } catch (JournalUnusableException e) {
      failed = e;
    } catch (RuntimeException e) {
      failed = new JournalUnusableException("Redis at " + address + ": " + Causes.of(e));
    }
    if (failed != null) {
      servers = Servers.none(failed.why());
    }
    boolean whole = failed == null && servers.whole();
    pace(whole);
    tell(failed != null ? failed.why() : whole ? "" : servers.missing());
    lock.lock();
    try {
      wanted |= !whole;
      tried = true;
      failure = failed;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void publish(Servers found) {
    Servers before = servers;
    servers = found;
    for (ServerLine line : before.lines()) {
      if (!found.lines().contains(line)) {
        line.breakOff();
      }
    }
    if (closed) {
      found.lines().forEach(ServerLine::breakOff);
    }
  }

  /** The first wait follows a success, too: one that breaks at once must not be tried in a spin. */
  private void pace(boolean whole) {
    failures = whole ? 0 : failures + 1;
    long mostMs =
        Math.min(
            (long) JournalLimits.RECONNECT_FIRST_MS << Math.min(failures, 10),
            JournalLimits.RECONNECT_MOST_MS);
    waitNs = TimeUnit.MILLISECONDS.toNanos(random.nextLong(mostMs / 2, mostMs + 1));
  }

  private void tell(String why) {
    if (why.equals(logged)) {
      return;
    }
    logged = why;
    boolean toldElsewhere = untold && !why.isEmpty();
    untold = false;
    if (toldElsewhere) {
      return;
    }
    if (why.isEmpty()) {
      log.info("journal: connected to {}", address);
    } else {
      log.warn("journal: {}; trying again", why);
    }
  }

  private void watch() {
    long nowNs = System.nanoTime();
    for (ServerLine line : servers.lines()) {
      if (line.breakIfStuck(nowNs, TimeUnit.MILLISECONDS.toNanos(JournalLimits.SILENT_MS))) {
        log.warn(
            "journal: Redis at {} takes nothing for {} ms",
            line.address(),
            JournalLimits.SILENT_MS);
      }
    }
  }

  private void pause() {
    long waitMs = LOOK_MS;
    lock.lock();
    try {
      if (wanted) {
        long dueMs = TimeUnit.NANOSECONDS.toMillis(triedNs + waitNs - System.nanoTime()) + 1;
        waitMs = Math.max(1, Math.min(LOOK_MS, dueMs));
      }
    } finally {
      lock.unlock();
    }
    LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(waitMs));
  }

  private void setWanted(boolean value) {
    lock.lock();
    try {
      wanted = value;
    } finally {
      lock.unlock();
    }
  }
}
