package usher.bench.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How late the machine lets a process run that only sleeps, beside everything else that runs: no
 * event loop can be better. Any thread.
 */
final class Machine implements AutoCloseable {
  private final Process sleeper;
  private volatile double lastMs;
  private volatile double beforeMs;

  private Machine(Process sleeper) {
    this.sleeper = sleeper;
  }

  /**
   * Begins to look.
   *
   * @param before words before the command, as in {@code nice}: those of the router
   * @param threads as many as the router has event loops
   */
  static Machine watch(List<String> before, int threads) {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx16m",
            "-cp",
            Path.of(
                    URI.create(
                        SleeperMain.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toString()))
                .toString(),
            SleeperMain.class.getName(),
            String.valueOf(threads)));
    try {
      Process sleeper =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      Machine machine = new Machine(sleeper);
      Thread reader = new Thread(machine::read, "machine");
      reader.setDaemon(true);
      reader.start();
      return machine;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader lines = sleeper.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        beforeMs = lastMs;
        lastMs = Long.parseLong(line) / 1e6;
      }
    } catch (IOException e) {
      // The process was ended, and its pipe with it.
      lastMs = 0;
    }
  }

  /** By how much it was woken late at worst, within the last second, in milliseconds. */
  double worstMs() {
    if (!sleeper.isAlive()) {
      throw new IllegalStateException("the sleeper ended: " + sleeper);
    }
    return Math.max(lastMs, beforeMs);
  }

  @Override
  public void close() {
    sleeper.destroy();
  }
}
