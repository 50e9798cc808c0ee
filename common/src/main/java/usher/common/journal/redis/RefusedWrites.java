package usher.common.journal.redis;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import usher.common.journal.JournalReply;

/**
 * Whether Redis takes writes, by what it answers to appends: what an operator must mend is told
 * once, and not by every room. On the thread {@code journal}.
 */
final class RefusedWrites {
  private static final String DISK = "MISCONF";
  private static final List<String> OPERATORS =
      List.of(
          "Redis says: " + DISK,
          "Redis says: OOM",
          "Redis says: NOREPLICAS",
          "Redis says: NOPERM",
          "kept by ");

  /** The same is told again after this long, and what follows it not before. */
  private static final long TELL_NS = TimeUnit.SECONDS.toNanos(10);

  private boolean refused;
  private long toldNs;

  /** Whether an error says that Redis cannot write to its disk: then it refuses PING, too. */
  static boolean isByDisk(@Nullable String error) {
    return error != null && error.startsWith(DISK);
  }

  /**
   * Hears the answer to an append.
   *
   * @return what the log is to be told; null for nothing
   */
  @Nullable String heard(JournalReply reply, long nowNs) {
    boolean due = toldNs == 0 || nowNs - toldNs >= TELL_NS;
    if (reply instanceof JournalReply.Failed failed
        && !failed.broken()
        && OPERATORS.stream().anyMatch(failed.why()::startsWith)) {
      if (!due) {
        return null;
      }
      refused = true;
      toldNs = nowNs | 1;
      return "nothing is kept, and rooms wait: " + failed.why();
    }
    if (refused && reply instanceof JournalReply.Done) {
      refused = false;
      return "Redis keeps entries again";
    }
    return null;
  }
}
