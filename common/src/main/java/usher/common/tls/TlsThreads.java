package usher.common.tls;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of TLS in one process: {@code tls-n} do the arithmetic of handshakes, so that event
 * loops need not; {@code tls-files} looks at the files. All are daemons, and made when needed.
 */
public final class TlsThreads implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TlsThreads.class);
  private static final long IDLE_SECONDS = 30;

  private final ThreadPoolExecutor handshakes;
  private final ScheduledExecutorService files;
  private final List<LiveContext> watched = new CopyOnWriteArrayList<>();

  /** Begins. */
  public TlsThreads() {
    int threads = Math.min(TlsLimits.MAX_THREADS, Runtime.getRuntime().availableProcessors());
    handshakes =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(TlsLimits.MAX_WAITING),
            named("tls-"));
    handshakes.allowCoreThreadTimeOut(true);
    files = Executors.newSingleThreadScheduledExecutor(named("tls-files"));
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name.endsWith("-") ? name + number.getAndIncrement() : name);
      thread.setDaemon(true);
      return thread;
    };
  }

  Executor handshakes() {
    return handshakes;
  }

  synchronized void watch(LiveContext context) {
    watched.add(context);
    if (watched.size() == 1) {
      long everyMs = TlsLimits.LOOK.toMillis();
      var unused =
          files.scheduleWithFixedDelay(this::lookAtAll, everyMs, everyMs, TimeUnit.MILLISECONDS);
    }
  }

  private void lookAtAll() {
    for (LiveContext each : watched) {
      try {
        each.look();
      } catch (RuntimeException e) {
        log.error("{} could not be looked at", each.name(), e);
      }
    }
  }

  @Override
  public void close() {
    files.shutdownNow();
    handshakes.shutdown();
  }
}
