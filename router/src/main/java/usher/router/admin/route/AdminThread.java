package usher.router.admin.route;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread {@code admin}: puts together what operators are answered, so that no event loop and
 * not the cluster has to. What it is given must not block. Any thread gives.
 */
public final class AdminThread implements Executor, AutoCloseable {
  /** The most answers that wait to be put together; a request more is answered with 503. */
  static final int MAX_WAITING = 512;

  private static final long STOP_WITHIN_MS = 1_000;

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING),
          task -> {
            Thread made = new Thread(task, "admin");
            made.setDaemon(true);
            return made;
          });

  /**
   * @throws java.util.concurrent.RejectedExecutionException if as much waits as may
   */
  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(STOP_WITHIN_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
