package usher.bench.load.feeds;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import usher.bench.load.socket.Tally;
import usher.common.config.FlagException;

/** Publishes to each topic in turn, at a rate, on the thread {@code publishing}. */
final class Publishing implements AutoCloseable {
  private static final long REST_MS = 5;
  private static final long RETRY_MS = 100;
  private static final long END_MS = 10_000;

  /** Past so much, what was due is not made up for. */
  private static final long LATEST_NS = TimeUnit.SECONDS.toNanos(1);

  private final FeedPlan plan;
  private final List<FeedTopic> topics;
  private final Outlet outlet;
  private final Tally failures = new Tally();
  private final Thread thread;
  private volatile boolean over;
  private boolean resting = true;
  private int turn;
  private @Nullable FlagException hopeless;

  Publishing(FeedPlan plan, List<FeedTopic> topics, Outlet outlet) {
    this.plan = plan;
    this.topics = topics;
    this.outlet = outlet;
    this.thread = new Thread(this::run, "publishing");
  }

  void start() {
    thread.start();
  }

  private void run() {
    long dueNs = System.nanoTime();
    try {
      while (!over) {
        long nowNs = System.nanoTime();
        if (dueNs - nowNs > 0) {
          TimeUnit.NANOSECONDS.sleep(dueNs - nowNs);
        } else if (publishNext()) {
          dueNs = Math.max(dueNs, nowNs - LATEST_NS) + plan.gapNs();
        } else {
          dueNs = nowNs + TimeUnit.MILLISECONDS.toNanos(REST_MS);
        }
      }
    } catch (InterruptedException e) {
      over = true;
    }
  }

  private synchronized boolean publishNext() throws InterruptedException {
    if (resting || hopeless != null) {
      return false;
    }
    FeedTopic topic = topics.get(turn);
    long seq = topic.begin();
    try {
      outlet.publish(topic.name(), FeedFrame.message(seq, System.nanoTime()));
      topic.end();
      turn = (turn + 1) % topics.size();
    } catch (FlagException e) {
      hopeless = e;
    } catch (IOException e) {
      failures.count(String.valueOf(e.getMessage()));
      TimeUnit.MILLISECONDS.sleep(RETRY_MS);
    }
    return true;
  }

  /** Publishes from now on, or no more: when this returns, nothing is on its way to Redis. */
  synchronized void rest(boolean on) {
    resting = on;
  }

  /** Messages that were to be published, and were asked for again, by reason. */
  synchronized Map<String, Long> failures() {
    return failures.counts();
  }

  /** Fails if messages never will be published. */
  synchronized void check() {
    if (hopeless != null) {
      throw hopeless;
    }
  }

  @Override
  public void close() {
    over = true;
    thread.interrupt();
    try {
      thread.join(END_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    outlet.close();
  }
}
