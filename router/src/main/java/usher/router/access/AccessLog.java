package usher.router.access;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

  /** Stands for standard output. */
  private static final String STANDARD_OUTPUT = "-";

  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
  private static final long LOOK_MS = 200;
  private static final long CLOSE_MS = 1_000;

  private final String target;
  private final BlockingQueue<AccessNote> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final LongAdder written = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final Object lock = new Object();
  private final Thread thread;
  private Writer writer;
  private boolean failing;
  private volatile boolean over;

  private AccessLog(String target, Writer writer) {
    this.target = target;
    this.writer = writer;
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
    AccessLog opened = new AccessLog(target, writer(target));
    opened.thread.start();
    return opened;
  }

  /**
   * Whether it could begin, found out early; makes no file.
   *
   * @throws FlagException if the file cannot be written
   */
  public static void check(String target) {
    if (target.equals(STANDARD_OUTPUT)) {
      return;
    }
    Path file;
    try {
      file = Path.of(target).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw cannotWrite(target, e.getReason());
    }
    Path folder = file.getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw cannotWrite(target, "it is a directory: name a file");
    }
    if (!Files.isDirectory(folder)) {
      throw cannotWrite(target, "there is no directory '" + folder + "'");
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw cannotWrite(target, "this user may not");
    }
  }

  private static FlagException cannotWrite(String target, String why) {
    return new FlagException("--access-log: cannot write '" + target + "' (" + why + ")");
  }

  private static Writer writer(String target) {
    try {
      return new BufferedWriter(
          target.equals(STANDARD_OUTPUT)
              ? new OutputStreamWriter(System.out, StandardCharsets.UTF_8)
              : Files.newBufferedWriter(
                  Path.of(target),
                  StandardCharsets.UTF_8,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.APPEND));
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(target, e.toString());
    }
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
          write(note, waiting.isEmpty());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(AccessNote note, boolean last) {
    String line = AccessLine.of(note) + '\n';
    synchronized (lock) {
      try {
        writer.write(line);
        if (last) {
          writer.flush();
        }
        written.increment();
        failing = false;
      } catch (IOException e) {
        dropped.increment();
        if (!failing) {
          log.error(
              "the access log '{}' cannot be written, lines are lost: {}", target, e.toString());
        }
        failing = true;
      }
    }
  }

  @Override
  public String name() {
    return "access log";
  }

  @Override
  public String reload() {
    if (target.equals(STANDARD_OUTPUT)) {
      return "";
    }
    Writer next = writer(target);
    Writer before;
    synchronized (lock) {
      before = writer;
      writer = next;
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
      synchronized (lock) {
        writer.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.warn("the access log '{}' did not take its last lines: {}", target, e.toString());
    }
  }
}
