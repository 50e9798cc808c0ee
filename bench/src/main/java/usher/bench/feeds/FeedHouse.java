package usher.bench.feeds;

import java.io.IOException;
import usher.bench.house.House;
import usher.common.feed.FeedKeys;
import usher.common.feed.TopicName;
import usher.common.journal.redis.JournalUnusableException;
import usher.common.journal.redis.PlainRedis;
import usher.common.net.Transport;

/** A house, those who listen in it, and a way to publish to them. One thread. */
final class FeedHouse implements AutoCloseable {
  private static final String CHANNEL = FeedKeys.channel(new TopicName(Listeners.TOPIC));
  private static final String MESSAGE = "x".repeat(Listeners.MESSAGE_BYTES);
  private static final long LAST_MS = 10_000;
  private static final long LOOK_MS = 20;

  private final House house;
  private final int count;
  private final Listeners listeners;
  private final PlainRedis redis;

  private FeedHouse(House house, int count, Listeners listeners, PlainRedis redis) {
    this.house = house;
    this.count = count;
    this.listeners = listeners;
    this.redis = redis;
  }

  /** Lets so many subscribe, and waits until all are. */
  static FeedHouse open(House house, Transport transport, int count)
      throws IOException, InterruptedException {
    PlainRedis redis;
    try {
      redis = PlainRedis.connect(house.redis());
    } catch (JournalUnusableException e) {
      throw new IOException(e.why(), e);
    }
    Listeners listeners = new Listeners(transport, house.players(), count);
    listeners.subscribe();
    return new FeedHouse(house, count, listeners, redis);
  }

  String name() {
    return house.name();
  }

  /**
   * Publishes on a schedule, and waits until all heard all.
   *
   * @param round what the sample says of itself
   */
  FeedsCommand.Sample measure(int messages, double ratePerSecond, int round)
      throws InterruptedException {
    listeners.restart();
    long frontNs = house.frontCpuNs();
    long allNs = house.cpuNs();
    long startNs = System.nanoTime();
    for (int i = 0; i < messages; i++) {
      long waitNs = startNs + (long) (i * 1e9 / ratePerSecond) - System.nanoTime();
      if (waitNs > 0) {
        java.util.concurrent.TimeUnit.NANOSECONDS.sleep(waitNs);
      }
      listeners.publishing();
      redis.any().publish(CHANNEL, MESSAGE);
    }
    long due = (long) messages * count;
    long publishedNs = System.nanoTime();
    Listeners.Seen seen = listeners.read();
    while (seen.deliveries() < due && System.nanoTime() - publishedNs < LAST_MS * 1_000_000) {
      Thread.sleep(LOOK_MS);
      seen = listeners.read();
    }
    double heard = Math.max(1, seen.deliveries());
    return new FeedsCommand.Sample(
        house.name(),
        FeedsCommand.SCENARIO,
        round,
        (house.frontCpuNs() - frontNs) / 1e3 / heard,
        (house.cpuNs() - allNs) / 1e3 / heard,
        seen.p50Ns() / 1e3,
        seen.p99Ns() / 1e3,
        Math.abs(due - seen.deliveries()),
        seen.errors());
  }

  @Override
  public void close() {
    redis.close();
    listeners.close();
  }
}
