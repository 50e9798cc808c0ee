package usher.router.journal;

import java.nio.file.Path;

/** The configuration file of the router's own Redis. */
final class ServerConfig {
  private ServerConfig() {}

  static String text(DataDirectory directory, KnownServer server, String fsync) {
    return String.join(
        "\n",
        "# Written by the router at each start.",
        "bind 127.0.0.1",
        "port " + server.port(),
        "protected-mode yes",
        "requirepass " + server.password(),
        "databases 1",
        "dir " + quoted(directory.path()),
        "logfile redis.log",
        "daemonize no",
        "appendonly yes",
        "appendfsync " + fsync,
        // The log holds all; snapshots of the whole memory would only double the work.
        "save \"\"",
        "maxmemory-policy noeviction",
        "");
  }

  private static String quoted(Path path) {
    return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
