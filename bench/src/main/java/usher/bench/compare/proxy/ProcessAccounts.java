package usher.bench.compare.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of a process in {@code /proc}: all of its threads, those that ended included. */
public final class ProcessAccounts {
  /** The unit of {@code /proc/PID/stat}: USER_HZ is 100 on every Linux that a JDK 17 runs on. */
  private static final long TICK_NS = 10_000_000;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  private ProcessAccounts() {}

  /** CPU time spent so far, in nanoseconds, to 10 ms. */
  public static long cpuNs(long pid) {
    String stat = read(pid, "stat");
    // The command's name stands in parentheses and may hold anything; fields count from behind it.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * TICK_NS;
  }

  /** Memory in use that no other process shares, in bytes. */
  public static long memoryBytes(long pid) {
    return read(pid, "smaps_rollup")
            .lines()
            .filter(line -> line.startsWith("Private_"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .sum()
        * 1024;
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
