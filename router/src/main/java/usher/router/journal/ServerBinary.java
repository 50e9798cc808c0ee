package usher.router.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import usher.common.config.FlagException;

/**
 * A program that serves Redis: a {@code redis-server} or {@code valkey-server} of the PATH, where
 * it is newer than the one that we bring along.
 *
 * @param program its file
 * @param version as in {@code 7.0.15}
 */
record ServerBinary(Path program, String version) {
  private static final Map<String, String> SHIPPED =
      Map.of(
          "linux-amd64", "redis-server-6.2.6-v5-linux-amd64",
          "linux-aarch64", "redis-server-6.2.7-linux-arm64",
          "mac-amd64", "redis-server-6.2.6-v5-darwin-amd64",
          "mac-aarch64", "redis-server-6.2.6-v5-darwin-arm64");
  private static final Pattern VERSION = Pattern.compile("v=(\\d+(?:\\.\\d+){1,3})");
  private static final int ANSWER_SECONDS = 5;

  /**
   * Finds the newest there is.
   *
   * @param directory where the one that we bring along is put
   * @throws FlagException if there is none that runs here
   */
  static ServerBinary find(Map<String, String> environment, DataDirectory directory) {
    ServerBinary best = shipped(directory);
    for (String place : environment.getOrDefault("PATH", "").split(":")) {
      for (String name : new String[] {"valkey-server", "redis-server"}) {
        ServerBinary found = place.isEmpty() ? null : at(Path.of(place, name));
        if (found != null && (best == null || compare(found.version, best.version) > 0)) {
          best = found;
        }
      }
    }
    if (best == null || compare(best.version, "6.2") < 0) {
      throw new FlagException(
          "--journal embedded: no Redis runs on this machine: install redis-server 6.2 or newer,"
              + " or name another with --journal redis://host:port, or --journal none");
    }
    return best;
  }

  private static @Nullable ServerBinary shipped(DataDirectory directory) {
    String name = SHIPPED.get(platform());
    if (name == null) {
      return null;
    }
    Path program = directory.file(name);
    try (InputStream in = ServerBinary.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        return null;
      }
      if (!Files.isExecutable(program)) {
        Path fresh = directory.file(name + ".new");
        Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
        if (!fresh.toFile().setExecutable(true, true)) {
          return null;
        }
        Files.move(fresh, program, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new FlagException(
          "--data-dir: cannot write '" + program + "' (" + e + "): is the disk full?");
    }
    return at(program);
  }

  private static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "");
    return (system.startsWith("mac") ? "mac" : system)
        + "-"
        + (machine.equals("x86_64") ? "amd64" : machine);
  }

  /** Null where there is no such program, or it does not run here. */
  private static @Nullable ServerBinary at(Path program) {
    if (!Files.isExecutable(program)) {
      return null;
    }
    try {
      Process process =
          new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return null;
      }
      Matcher version =
          VERSION.matcher(
              new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      return version.find() ? new ServerBinary(program, version.group(1)) : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Below 0 where a is older than b. */
  static int compare(String a, String b) {
    String[] left = a.split("\\.");
    String[] right = b.split("\\.");
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int l = i < left.length ? Integer.parseInt(left[i]) : 0;
      int r = i < right.length ? Integer.parseInt(right[i]) : 0;
      if (l != r) {
        return Integer.compare(l, r);
      }
    }
    return 0;
  }
}
