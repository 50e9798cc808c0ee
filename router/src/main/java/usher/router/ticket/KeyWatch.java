package usher.router.ticket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.config.FlagException;

/**
 * Looks every {@link TicketLimits#LOOK_MS} whether the file of keys has changed, and takes them
 * anew. Owns the thread {@code ticket-keys}.
 */
public final class KeyWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KeyWatch.class);

  private final Tickets tickets;
  private final ScheduledExecutorService thread;
  private String seen;

  private KeyWatch(Tickets tickets) {
    this.tickets = tickets;
    this.seen = state(tickets.file());
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            look -> {
              Thread named = new Thread(look, "ticket-keys");
              named.setDaemon(true);
              return named;
            });
  }

  /** Begins. */
  public static KeyWatch start(Tickets tickets) {
    KeyWatch watch = new KeyWatch(tickets);
    watch.thread.scheduleWithFixedDelay(
        watch::look, TicketLimits.LOOK_MS, TicketLimits.LOOK_MS, TimeUnit.MILLISECONDS);
    return watch;
  }

  /** A watch that looks only when it is told to. */
  static KeyWatch idle(Tickets tickets) {
    return new KeyWatch(tickets);
  }

  /** Takes the keys anew if the file is another one than it was; wrong ones once, loudly. */
  void look() {
    String now = state(tickets.file());
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      String changed = tickets.reload();
      if (!changed.isEmpty()) {
        log.info("ticket keys: {}", changed);
      }
    } catch (FlagException e) {
      log.error("ticket keys stay as they were: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("ticket keys stay as they were", e);
    }
  }

  /** What changes when somebody writes or replaces the file. */
  private static String state(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      @Nullable Object key = now.fileKey();
      return now.lastModifiedTime() + " " + now.size() + " " + key;
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
