package usher.router.journal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import usher.common.config.FlagException;

/**
 * What a data directory says of its Redis, so that the next router finds it again.
 *
 * @param port where it listens on loopback: kept for good, since nodes know it
 * @param password kept for good, too
 * @param pid its process; 0 while it is being started
 * @param version the newest that has written the data: an older one could not read them
 */
record KnownServer(int port, String password, long pid, String version) {
  static final String FILE = "redis.state";

  static @Nullable KnownServer read(DataDirectory directory) {
    String text = directory.read(FILE);
    if (text == null) {
      return null;
    }
    Map<String, String> fields = new HashMap<>();
    text.lines()
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              if (equals > 0) {
                fields.put(line.substring(0, equals), line.substring(equals + 1));
              }
            });
    try {
      return new KnownServer(
          Integer.parseInt(fields.getOrDefault("port", "")),
          fields.getOrDefault("password", ""),
          Long.parseLong(fields.getOrDefault("pid", "")),
          fields.getOrDefault("version", "0"));
    } catch (NumberFormatException e) {
      throw new FlagException(
          "--data-dir: '"
              + directory.file(FILE)
              + "' is damaged: it has lines for port, password, pid and version; put it right, or"
              + " end the Redis of this directory and remove the file");
    }
  }

  void write(DataDirectory directory) {
    directory.write(
        FILE,
        "port=" + port + "\npassword=" + password + "\npid=" + pid + "\nversion=" + version + "\n");
  }

  KnownServer withPid(long other) {
    return new KnownServer(port, password, other, version);
  }
}
