package usher.node.feed.hub;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a node counts of its feeds, since it started. Any thread. */
public final class FeedCounts {
  private final Map<FeedCount, LongAdder> counts = new EnumMap<>(FeedCount.class);
  private volatile int topics;
  private volatile int seats;
  private volatile int listeners;

  /** All at 0. */
  public FeedCounts() {
    for (FeedCount count : FeedCount.values()) {
      counts.put(count, new LongAdder());
    }
  }

  /** It happened so many times more. */
  public void add(FeedCount count, long times) {
    adder(count).add(times);
  }

  /** How often it happened. */
  public long total(FeedCount count) {
    return adder(count).sum();
  }

  void now(int topicsNow, int seatsNow, int listenersNow) {
    topics = topicsNow;
    seats = seatsNow;
    listeners = listenersNow;
  }

  /** Topics that somebody here hears or waits for, or that are being left. */
  public int topics() {
    return topics;
  }

  /** Seats at feeds. */
  public int seats() {
    return seats;
  }

  /** How many topics all seats hear, one after the other. */
  public int listeners() {
    return listeners;
  }

  private LongAdder adder(FeedCount count) {
    LongAdder adder = counts.get(count);
    if (adder == null) {
      throw new IllegalStateException("every count was put");
    }
    return adder;
  }
}
