package usher.common.journal.redis;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import usher.common.journal.redis.JournalAddress.Kind;
import usher.common.net.HostPort;

/** Whether a server can be a journal: asked once on every new connection. */
final class ServerCheck {
  private static final Logger log = LoggerFactory.getLogger(ServerCheck.class);
  private static final int MIN_MAJOR = 6;
  private static final int MIN_MINOR = 2;

  private ServerCheck() {}

  /**
   * Asks the server about itself.
   *
   * @throws JournalUnusableException if it cannot be a journal
   */
  static void check(ServerLine line, Kind kind) throws JournalUnusableException {
    Map<String, String> info = info(line);
    HostPort at = line.address();
    if (info == null) {
      log.warn(
          "Redis at {} does not let us look at INFO: whether it is 6.2 or newer, a master, and"
              + " never evicts (maxmemory-policy noeviction) is NOT checked; see to it",
          at);
      return;
    }
    if ("1".equals(info.get("loading"))) {
      throw new JournalUnusableException("Redis at " + at + " is still reading its data", true);
    }
    version(at, info.get("redis_version"));
    boolean cluster = "1".equals(info.get("cluster_enabled"));
    if (cluster != (kind == Kind.CLUSTER)) {
      throw new JournalUnusableException(
          cluster
              ? "Redis at " + at + " is part of a cluster: name it as redis+cluster://" + at
              : "Redis at " + at + " is no part of a cluster: name it as redis://" + at);
    }
    if ("slave".equals(info.get("role"))) {
      throw new JournalUnusableException(
          "Redis at " + at + " is a replica, which takes no writes: name its master",
          kind != Kind.STANDALONE);
    }
    policy(at, info.get("maxmemory_policy"), line);
  }

  private static @Nullable Map<String, String> info(ServerLine line) {
    Object answer;
    try {
      answer = line.ask(new CommandArguments(Protocol.Command.INFO));
    } catch (JedisDataException e) {
      String why = String.valueOf(e.getMessage());
      if (why.startsWith("NOAUTH")) {
        throw e;
      }
      return null;
    }
    Map<String, String> fields = new HashMap<>();
    if (answer instanceof byte[] text) {
      for (String row : new String(text, StandardCharsets.UTF_8).split("\r\n")) {
        int colon = row.indexOf(':');
        if (colon > 0) {
          fields.put(row.substring(0, colon), row.substring(colon + 1));
        }
      }
    }
    return fields;
  }

  private static void version(HostPort at, @Nullable String version)
      throws JournalUnusableException {
    if (version == null) {
      log.warn("Redis at {} does not tell its version: it must be 6.2 or newer", at);
      return;
    }
    String[] parts = version.split("\\.");
    try {
      int major = Integer.parseInt(parts[0]);
      int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
      if (major > MIN_MAJOR || (major == MIN_MAJOR && minor >= MIN_MINOR)) {
        return;
      }
    } catch (NumberFormatException e) {
      log.warn("Redis at {} tells the version '{}': it must be 6.2 or newer", at, version);
      return;
    }
    throw new JournalUnusableException(
        "Redis at " + at + " is " + version + ": a journal needs Redis 6.2 or newer, or Valkey");
  }

  private static void policy(HostPort at, @Nullable String told, ServerLine line)
      throws JournalUnusableException {
    String policy = told != null ? told : configured(line);
    if (policy == null) {
      log.warn(
          "Redis at {} does not tell its maxmemory-policy: it MUST be noeviction, else rooms"
              + " vanish when its memory is full",
          at);
    } else if (!policy.equals("noeviction")) {
      throw new JournalUnusableException(
          "Redis at "
              + at
              + " has maxmemory-policy "
              + policy
              + ", which drops rooms when its memory is full: set it to noeviction");
    }
  }

  private static @Nullable String configured(ServerLine line) {
    try {
      Object answer =
          line.ask(
              new CommandArguments(Protocol.Command.CONFIG).add("GET").add("maxmemory-policy"));
      return answer instanceof List<?> pair && pair.size() == 2 && pair.get(1) instanceof byte[] b
          ? new String(b, StandardCharsets.UTF_8)
          : null;
    } catch (JedisDataException e) {
      return null;
    }
  }
}
