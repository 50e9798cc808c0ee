package usher.router.ticket;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads {@code ticket-n}, which verify signatures that take milliseconds, so that event loops
 * need not. Daemons, made when needed, and gone when they are not for a while. Any thread asks.
 */
final class SignatureThreads {
  private static final long IDLE_SECONDS = 30;

  private final AtomicInteger number = new AtomicInteger();
  private final ThreadPoolExecutor threads;

  SignatureThreads() {
    int count = Math.min(TicketLimits.MAX_THREADS, Runtime.getRuntime().availableProcessors());
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(TicketLimits.MAX_WAITING),
            this::thread);
    threads.allowCoreThreadTimeOut(true);
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "ticket-" + number.getAndIncrement());
    thread.setDaemon(true);
    return thread;
  }

  /** Does this soon; false if {@link TicketLimits#MAX_WAITING} wait already. */
  boolean take(Runnable work) {
    try {
      threads.execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** How many wait for a thread. */
  int waiting() {
    return threads.getQueue().size();
  }
}
