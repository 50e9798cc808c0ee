package usher.common.net;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * How many files the process has open, sockets among them.
 *
 * @param max as many as it may
 */
public record OpenFiles(long open, long max) {
  /** Files beside those of players: links, control, Redis, jars. */
  public static final long OTHERS = 1_000;

  /** Those of this process now; null where the system does not tell. */
  public static @Nullable OpenFiles now() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? new OpenFiles(system.getOpenFileDescriptorCount(), system.getMaxFileDescriptorCount())
        : null;
  }

  /** How many a process may take that has so many players, with so many files for each. */
  public static long needed(long players, int each) {
    return players * each + OTHERS;
  }

  /** What an operator does where fewer than needed may be open. */
  public static String raiseTo(long needed, String flag) {
    return "raise the limit (ulimit -n " + needed + ", LimitNOFILE= in systemd), or lower " + flag;
  }

  /**
   * What is wrong where fewer may be open than the players of a flag may take, and what would be
   * right; null where it is enough.
   *
   * @param flag says how many players there may be, with its dashes
   */
  public @Nullable String tooFewFor(String flag, long players, int each) {
    long needed = needed(players, each);
    return max >= needed
        ? null
        : "at most "
            + max
            + " files may be open, and "
            + flag
            + " "
            + players
            + " may take "
            + needed
            + ": "
            + raiseTo(needed, flag);
  }
}
