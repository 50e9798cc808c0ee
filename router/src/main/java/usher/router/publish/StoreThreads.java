package usher.router.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.journal.redis.JournalAddress;

/**
 * The threads {@code store-n}: blocking commands to Redis, each thread on a connection of its own,
 * out of one bounded queue. Any thread asks.
 */
final class StoreThreads implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StoreThreads.class);

  private final JournalAddress address;
  private final ArrayBlockingQueue<Job<?>> waiting =
      new ArrayBlockingQueue<>(PublishLimits.MAX_WAITING);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  StoreThreads(JournalAddress address) {
    this.address = address;
    for (int i = 0; i < PublishLimits.STORE_THREADS; i++) {
      Thread thread = new Thread(this::run, "store-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  private record Job<T>(
      StoreLine.Function<T> question, CompletableFuture<T> answer, long deadlineNs) {
    void run(StoreLine line) {
      if (deadlineNs - System.nanoTime() < 0) {
        fail("Redis is too slow: too many commands wait for it");
        return;
      }
      try {
        answer.complete(line.ask(question));
      } catch (StoreFailedException e) {
        answer.completeExceptionally(e);
      }
    }

    void fail(String why) {
      answer.completeExceptionally(new StoreFailedException(why));
    }
  }

  /**
   * Asks something.
   *
   * @return the answer, completed on a thread {@code store-n}; or a {@link StoreFailedException}
   */
  <T> CompletionStage<T> ask(StoreLine.Function<T> question) {
    Job<T> job =
        new Job<>(
            question, new CompletableFuture<>(), System.nanoTime() + PublishLimits.WAIT.toNanos());
    if (closed) {
      job.fail("the router is stopping");
    } else if (!waiting.offer(job)) {
      job.fail("too many commands wait for Redis");
    }
    return job.answer();
  }

  private void run() {
    StoreLine line = new StoreLine(address);
    while (!closed) {
      try {
        waiting.take().run(line);
      } catch (InterruptedException e) {
        break;
      } catch (RuntimeException e) {
        log.error("a command for Redis failed by a mistake of ours", e);
        line.close();
      }
    }
    line.close();
    for (Job<?> job = waiting.poll(); job != null; job = waiting.poll()) {
      job.fail("the router is stopping");
    }
  }

  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(PublishLimits.STOP.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
