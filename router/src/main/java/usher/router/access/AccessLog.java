package usher.router.access;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.config.FlagException;
import usher.common.config.Reloadable;

/**
 * Writes notes, on the thread {@code access-log}, to a file or to standard output. Any thread hands
 * it notes, and never waits: what is more than it can write is dropped, and counted. Reloaded, it
 * opens its file anew, so that the old one may be moved away.
 */
public final class AccessLog implements Reloadable, AutoCloseable {
  /** Notes that wait to be written; one more is dropped. */
  static final int MAX_WAITING = 8_192;

  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
  private static final long LOOK_MS = 200;
  private static final long CLOSE_MS = 1_000;

  private final String target;
  private final BlockingQueue<AccessNote> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final LongAdder written = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final Object lock = new Object();
  private final Thread thread;
  private LineFile file;

  /** Lines that were lost since it failed; 0 while it does not. */
  private long lost;

  private volatile boolean over;

  AccessLog(String target, LineFile file) {
    this.target = target;
    this.file = file;
    this.thread = new Thread(this::run, "access-log");
    thread.setDaemon(true);
  }

  /**
   * Begins.
   *
   * @param target a file, or {@code -} for standard output
   * @throws FlagException if the file cannot be written
   */
  public static AccessLog open(String target) {
    AccessLog opened = new AccessLog(target, LogTarget.open(target));
    opened.thread.start();
    return opened;
  }

  /**
   * Whether it could begin, found out early; makes no file.
   *
   * @throws FlagException if the file cannot be written
   */
  public static void check(String target) {
    LogTarget.check(target);
  }

  void write(AccessNote note) {
    if (!waiting.offer(note)) {
      dropped.increment();
    }
  }

  /** Lines written so far. */
  public long written() {
    return written.sum();
  }

  /** Lines that were not written so far: too many waited, or the file took no more. */
  public long dropped() {
    return dropped.sum();
  }

  private void run() {
    try {
      while (!over || !waiting.isEmpty()) {
        AccessNote note = waiting.poll(LOOK_MS, TimeUnit.MILLISECONDS);
        if (note != null) {
          writeLine(AccessLine.of(note));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void writeLine(String line) {
    synchronized (lock) {
      try {
        file.write(line);
        written.increment();
        if (lost > 0) {
          log.info("the access log '{}' can be written again, {} lines were lost", target, lost);
          lost = 0;
        }
      } catch (IOException e) {
        dropped.increment();
        if (lost++ == 0) {
          log.error(
              "the access log '{}' cannot be written, lines are lost: {}", target, e.toString());
        }
      }
    }
  }

  @Override
  public String name() {
    return "access log";
  }

  @Override
  public String reload() {
    if (LogTarget.isStandardOutput(target)) {
      return "";
    }
    LineFile next = LogTarget.open(target);
    LineFile before;
    synchronized (lock) {
      before = file;
      file = next;
    }
    try {
      before.close();
    } catch (IOException e) {
      log.warn("the access log's old file '{}' did not close: {}", target, e.toString());
    }
    return "opened anew";
  }

  /** Writes what waits, within a second. */
  @Override
  public void close() {
    over = true;
    try {
      thread.join(CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
