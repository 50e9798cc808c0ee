package usher.router.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Looks at what a router tells of its journal and the Redis below it. Pure. */
final class JournalCheck {
  /** The oldest Redis that can be a journal; every Valkey can. */
  static final int[] OLDEST = {6, 2};

  /** More than this share of Redis's memory in use is worth a warning. */
  static final double MEMORY_SHARE = 0.8;

  private final JsonNode router;
  private final JsonNode journal;

  /**
   * @param router the answer of {@code GET /v1/router}
   * @param cluster the answer of {@code GET /v1/cluster}
   */
  JournalCheck(JsonNode router, JsonNode cluster) {
    this.router = router;
    this.journal = cluster.path("journal");
  }

  List<Finding> findings() {
    if (journal.path("mode").asText().equals("none")) {
      return List.of(
          Finding.warn(
              "journal",
              "there is none: a room is lost with its node",
              "--journal embedded, or the address of a Redis, keeps rooms"));
    }
    List<Finding> all = new ArrayList<>();
    all.add(connected());
    JsonNode redis = router.path("redis");
    if (!redis.isObject()) {
      all.add(
          Finding.bad(
              "redis",
              "it does not say how it is: " + router.path("redisFailure").asText("no answer"),
              "see that it runs, and that the router's user may INFO and TIME"));
      return all;
    }
    all.add(version(redis));
    all.add(eviction(redis));
    all.addAll(persistence(redis));
    all.add(memory(redis));
    all.add(clock(redis));
    return all;
  }

  private Finding connected() {
    String mode = journal.path("mode").asText();
    long restarts = journal.path("restarts").asLong();
    if (!journal.path("connected").asBoolean()) {
      return Finding.bad(
          "journal",
          mode + " is not connected: rooms stand still",
          "see the router's log, and that Redis runs");
    }
    return restarts > 0
        ? Finding.warn(
            "journal",
            mode + " is connected; its Redis died " + restarts + " times and was started again",
            "see redis.log in the data directory, and the memory of the machine")
        : Finding.ok("journal", mode + " is connected");
  }

  private static Finding version(JsonNode redis) {
    String version = redis.path("version").asText();
    String shown = redis.path("server").asText() + " " + version;
    return redis.path("server").asText().equals("valkey") || isNewEnough(version)
        ? Finding.ok("redis", shown)
        : Finding.bad("redis", shown + " is too old", "6.2 or newer, or Valkey");
  }

  static boolean isNewEnough(String version) {
    String[] parts = version.split("\\.");
    for (int i = 0; i < OLDEST.length; i++) {
      int part =
          i < parts.length && parts[i].matches("[0-9]{1,6}") ? Integer.parseInt(parts[i]) : 0;
      if (part != OLDEST[i]) {
        return part > OLDEST[i];
      }
    }
    return true;
  }

  private static Finding eviction(JsonNode redis) {
    JsonNode policy = redis.path("maxMemoryPolicy");
    if (!policy.isTextual()) {
      return Finding.warn(
          "eviction",
          "it does not say what it does when its memory is full",
          "see that maxmemory-policy is noeviction");
    }
    return policy.asText().equals("noeviction")
        ? Finding.ok("eviction", "noeviction")
        : Finding.bad(
            "eviction",
            policy.asText() + " drops rooms when memory is full",
            "CONFIG SET maxmemory-policy noeviction");
  }

  private static List<Finding> persistence(JsonNode redis) {
    List<Finding> all = new ArrayList<>();
    boolean appends = redis.path("appendOnly").asBoolean();
    boolean replicas = redis.path("replicas").asInt() > 0;
    if (appends || replicas) {
      all.add(
          Finding.ok(
              "persistence",
              (appends ? "append-only file" : "no append-only file")
                  + (replicas ? ", " + redis.path("replicas").asText() + " replicas" : "")));
    } else {
      all.add(
          Finding.bad(
              "persistence",
              "neither an append-only file nor replicas: a restart of Redis loses every room",
              "CONFIG SET appendonly yes, and CONFIG REWRITE"));
    }
    if (appends
        && redis.path("appendOnlyOk").isBoolean()
        && !redis.path("appendOnlyOk").asBoolean()) {
      all.add(
          Finding.bad(
              "persistence",
              "the last write to the append-only file failed",
              "see the disk of Redis, and its log"));
    }
    return all;
  }

  private static Finding memory(JsonNode redis) {
    long used = redis.path("usedMemoryBytes").asLong();
    long max = redis.path("maxMemoryBytes").asLong();
    String found = Ages.bytes(used) + (max == 0 ? "" : " of " + Ages.bytes(max));
    return max > 0 && used > max * MEMORY_SHARE
        ? Finding.warn(
            "memory of redis",
            found,
            "raise maxmemory, or shorten --room-retention: a full Redis stops every room")
        : Finding.ok("memory of redis", found);
  }

  private Finding clock(JsonNode redis) {
    long apart = Math.abs(redis.path("wallClockMs").asLong() - router.path("wallClockMs").asLong());
    return apart <= RouterCheck.CLOCK_MS
        ? Finding.ok("clock of redis", "it and the router's agree")
        : Finding.warn(
            "clock of redis",
            "it and the router's are " + apart + " ms apart",
            "run an NTP client on both");
  }
}
