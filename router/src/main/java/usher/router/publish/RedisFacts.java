package usher.router.publish;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import usher.common.journal.redis.PlainRedis;

/**
 * How a Redis is set up and how it fares, as it says itself. What it does not say is null.
 *
 * @param server {@code redis} or {@code valkey}
 * @param role master, or replica of another
 * @param replicas how many are connected to it
 * @param appendOnly whether it keeps an append-only file
 * @param appendOnlyOk whether its last write to that went well
 * @param snapshotOk whether its last snapshot went well
 * @param maxMemoryPolicy what it does when its memory is full
 * @param maxMemoryBytes 0 where there is no bound but the machine's
 * @param wallClockMs its clock, in milliseconds since 1970
 */
public record RedisFacts(
    String server,
    String version,
    @Nullable String role,
    int replicas,
    @Nullable Boolean appendOnly,
    @Nullable Boolean appendOnlyOk,
    @Nullable Boolean snapshotOk,
    @Nullable String maxMemoryPolicy,
    long usedMemoryBytes,
    long maxMemoryBytes,
    long wallClockMs) {
  private static final long MS_PER_S = 1_000;

  /** Asks; blocks. */
  static RedisFacts of(PlainRedis redis) {
    Jedis line = redis.any();
    return of(line.info(), line.time());
  }

  /**
   * Reads what INFO and TIME answer.
   *
   * @param time seconds since 1970, and microseconds
   */
  static RedisFacts of(String info, List<String> time) {
    Map<String, String> said = new HashMap<>();
    for (String line : info.split("\r?\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        said.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    boolean valkey = said.containsKey("valkey_version");
    String role = said.get("role");
    return new RedisFacts(
        valkey ? "valkey" : "redis",
        said.getOrDefault(valkey ? "valkey_version" : "redis_version", "unknown"),
        "slave".equals(role) ? "replica" : role,
        (int) number(said.get("connected_slaves")),
        is(said.get("aof_enabled"), "1"),
        is(said.get("aof_last_write_status"), "ok"),
        is(said.get("rdb_last_bgsave_status"), "ok"),
        said.get("maxmemory_policy"),
        number(said.get("used_memory")),
        number(said.get("maxmemory")),
        number(time.get(0)) * MS_PER_S + number(time.get(1)) / MS_PER_S);
  }

  private static @Nullable Boolean is(@Nullable String said, String yes) {
    return said == null ? null : said.equals(yes);
  }

  private static long number(@Nullable String said) {
    return said != null && said.matches("[0-9]{1,18}") ? Long.parseLong(said) : 0;
  }
}
