package usher.common.journal.redis;

/** What a journal counts. Called on the thread {@code journal}: it must not block. */
public interface JournalMetrics {
  /** Counts nothing. */
  JournalMetrics NONE = new JournalMetrics() {};

  /** An append was kept, this long after it was asked. */
  default void kept(long latencyNs) {}

  /** An append, or a renewal, was refused: another is past it, or there is no stream. */
  default void refused() {}

  /** A command failed. */
  default void failed() {}

  /** A connection that was in use broke. */
  default void broke() {}

  /** A command was not taken, because as much waits as may. On the thread that asked. */
  default void full() {}
}
