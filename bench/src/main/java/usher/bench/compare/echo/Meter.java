package usher.bench.compare.echo;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts and times on the loop, from {@link #restart} on. */
final class Meter {
  private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(60);

  private final Histogram took = new Histogram(LONGEST_NS, 3);
  private long errors;
  private long startNs;

  void restart() {
    took.reset();
    errors = 0;
    startNs = System.nanoTime();
  }

  void took(long ns) {
    took.recordValue(Math.max(0, Math.min(ns, LONGEST_NS)));
  }

  void error() {
    errors++;
  }

  Seen read() {
    return new Seen(
        took.getTotalCount(),
        (System.nanoTime() - startNs) / 1e9,
        took.getValueAtPercentile(50),
        took.getValueAtPercentile(99),
        errors);
  }
}
