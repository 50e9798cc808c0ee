package usher.node.journal;

import java.time.Instant;
import java.util.function.Consumer;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalReply;

/**
 * All that rooms have of the outside: time, chance and the journal. One loop's own; what it calls
 * back, it calls on that loop, and never within the call that asked for it.
 */
public interface Outside {
  /** A clock that only goes forward, in nanoseconds. */
  long nowNs();

  /** What games take for the time. */
  Instant now();

  /** A number from 0 up to 1. */
  double random();

  /** A word that was never there before, and that nobody can guess. */
  String fresh();

  /** Does something after so many nanoseconds. */
  void later(long delayNs, Runnable action);

  /** A room is in doubt: it is counted. */
  void doubted();

  /**
   * Asks the journal.
   *
   * @return false if as much waits as may: nothing is asked then, and no reply comes
   */
  boolean ask(JournalCommand command, Consumer<JournalReply> replyTo);
}
