package usher.router.control.peer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.ControlRefusal;

/** Counts each refusal, and logs as many as a log can bear. Any thread. */
public final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final int MAX_LINES_A_SECOND = 20;

  private final ControlMetrics metrics;
  private final AtomicLong second = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong lines = new AtomicLong();

  public Refusals(ControlMetrics metrics) {
    this.metrics = metrics;
  }

  /**
   * Something was refused.
   *
   * @param who whom, as the log names it
   * @param sentence what was wrong and what would be right
   */
  public void refused(ControlRefusal refusal, Object who, String sentence) {
    metrics.refused(refusal);
    long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
    if (second.getAndSet(now) != now) {
      long unlogged = lines.getAndSet(0) - MAX_LINES_A_SECOND;
      if (unlogged > 0) {
        LOG.warn("control: {} more refusals were not logged", unlogged);
      }
    }
    if (lines.incrementAndGet() <= MAX_LINES_A_SECOND) {
      LOG.warn("control: refused {} ({}): {}", who, refusal.word(), sentence);
    }
  }
}
