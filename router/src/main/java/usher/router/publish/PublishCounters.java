package usher.router.publish;

import java.util.concurrent.atomic.LongAdder;

/** What the router counts of feeds in Redis; any thread counts, any thread reads. */
public final class PublishCounters {
  private final LongAdder published = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder kept = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder broke = new LongAdder();
  private volatile boolean hearing;

  void published() {
    published.increment();
  }

  void failed() {
    failed.increment();
  }

  void kept() {
    kept.increment();
  }

  void dropped() {
    dropped.increment();
  }

  void broke() {
    broke.increment();
  }

  void hears(boolean now) {
    hearing = now;
  }

  /** Messages that operators published. */
  public long publishedCount() {
    return published.sum();
  }

  /** Messages of operators that could not be published. */
  public long failedCount() {
    return failed.sum();
  }

  /** Last messages kept. */
  public long keptCount() {
    return kept.sum();
  }

  /** Messages not kept: too long, no UTF-8, or too many. */
  public long droppedCount() {
    return dropped.sum();
  }

  /** Times that the subscription for what is kept broke. */
  public long brokeCount() {
    return broke.sum();
  }

  /** Whether what is to be kept is heard now. */
  public boolean isHearing() {
    return hearing;
  }
}
