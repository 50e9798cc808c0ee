package usher.router.journal;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import usher.common.journal.redis.JournalMetrics;

/** What the router's journal counts; any thread reads. */
public final class JournalCounters implements JournalMetrics {
  private final LongAdder refused = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder broke = new LongAdder();
  private final LongAdder full = new LongAdder();
  private final LongAdder keptCount = new LongAdder();
  private final LongAdder keptNs = new LongAdder();
  private volatile LongConsumer kept = ns -> {};

  @Override
  public void kept(long latencyNs) {
    keptCount.increment();
    keptNs.add(latencyNs);
    kept.accept(latencyNs);
  }

  @Override
  public void refused() {
    refused.increment();
  }

  @Override
  public void failed() {
    failed.increment();
  }

  @Override
  public void broke() {
    broke.increment();
  }

  @Override
  public void full() {
    full.increment();
  }

  /** Each entry that is kept goes here as well: how long it took, in nanoseconds. */
  public void recordKept(LongConsumer each) {
    kept = each;
  }

  /** Entries kept. */
  public long keptCount() {
    return keptCount.sum();
  }

  /** How long they took all together, in seconds. */
  public double keptSeconds() {
    return keptNs.sum() / 1e9;
  }

  /** Appends and renewals refused. */
  public long refusedCount() {
    return refused.sum();
  }

  /** Commands that failed. */
  public long failedCount() {
    return failed.sum();
  }

  /** Connections that broke in use. */
  public long brokeCount() {
    return broke.sum();
  }

  /** Commands not taken because as much waited as may. */
  public long fullCount() {
    return full.sum();
  }
}
