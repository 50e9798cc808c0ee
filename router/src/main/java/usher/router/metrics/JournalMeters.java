package usher.router.metrics;

import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import usher.router.journal.JournalCounters;
import usher.router.journal.RoomJournal;

/** The journal's counts as meters. */
public final class JournalMeters {
  private JournalMeters() {}

  /** Binds them all; on the main thread, once. */
  public static void bind(
      RouterMetrics metrics, JournalCounters counters, @Nullable RoomJournal journal) {
    metrics.gauge(
        "usher.journal.connected",
        "1 while the journal is connected",
        counters,
        unused -> journal != null && journal.connected() ? 1 : 0);
    metrics.gauge(
        "usher.journal.waiting",
        "Commands that wait for the journal",
        counters,
        unused -> journal == null ? 0 : journal.waiting());
    metrics.counter(
        "usher.journal.redis.restarts",
        "Times that the router's own Redis died and was started again",
        counters,
        unused -> journal == null ? 0 : journal.restarts());
    Timer kept = metrics.timer("usher.journal.kept", "Entries kept, and how long each took");
    counters.recordKept(ns -> kept.record(ns, TimeUnit.NANOSECONDS));
    metrics.counter(
        "usher.journal.refused",
        "Appends refused: another was past them",
        counters,
        JournalCounters::refusedCount);
    metrics.counter(
        "usher.journal.failed", "Commands that failed", counters, JournalCounters::failedCount);
    metrics.counter(
        "usher.journal.broken",
        "Connections that broke in use",
        counters,
        JournalCounters::brokeCount);
    metrics.counter(
        "usher.journal.full",
        "Commands not taken because too many waited",
        counters,
        JournalCounters::fullCount);
  }
}
