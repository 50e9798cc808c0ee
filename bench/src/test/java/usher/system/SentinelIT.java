package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import usher.common.journal.redis.TestRedis;

/**
 * A master, two replicas and three sentinels: the master is killed while people play and rooms
 * move, and no player may notice more than a pause.
 */
class SentinelIT {
  private static final Path BENCH_JAR = Path.of("target/usher-bench.jar");
  private static final String MASTER = "main";
  private static final int ROUNDS = 3;
  private static final long DEADLINE_MS = 60_000;

  @TempDir private Path directory;

  @Test
  void aMasterThatIsKilledIsFollowedByAReplicaAndNoPlayerLosesAnything() {
    List<TestRedis> all = new ArrayList<>();
    try {
      TestRedis master = start(all);
      List<TestRedis> sentinels = all.subList(3, all.size());
      String before = masterBy(sentinels.get(0));
      try (Launched show = show(sentinels)) {
        Await.until("round 1 is over", DEADLINE_MS, () -> show.log().contains("round 1 of"));
        master.kill();
        int exit = show.awaitExit(DEADLINE_MS);
        String said = String.join("\n", show.output());
        assertEquals(0, exit, () -> said + "\n" + show.log());
        assertTrue(said.endsWith("violations: 0"), said);
        // Rooms move by claims in the journal: these rounds were over by a replica's work.
        assertTrue(show.log().contains("round " + ROUNDS + " of"), show::log);
      }
      assertNotEquals(before, masterBy(sentinels.get(0)));
    } finally {
      Collections.reverse(all);
      all.forEach(TestRedis::close);
    }
  }

  /** Starts the master, then its replicas, then sentinels; all know each other. */
  private static TestRedis start(List<TestRedis> all) {
    TestRedis master = TestRedis.start();
    all.add(master);
    String port = Integer.toString(master.address().port());
    for (int i = 0; i < 2; i++) {
      all.add(TestRedis.start("--replicaof", "127.0.0.1 " + port));
    }
    try (Jedis redis = master.jedis()) {
      Await.until(
          "both replicas are there",
          DEADLINE_MS,
          () -> redis.info("replication").split("state=online", -1).length == 3);
    }
    for (int i = 0; i < 3; i++) {
      all.add(
          TestRedis.sentinel(
              String.join(
                  "\n",
                  "sentinel monitor " + MASTER + " 127.0.0.1 " + port + " 2",
                  "sentinel down-after-milliseconds " + MASTER + " 1000",
                  "sentinel failover-timeout " + MASTER + " 10000",
                  "")));
    }
    for (TestRedis sentinel : all.subList(3, 6)) {
      Await.until("sentinels know each other", DEADLINE_MS, () -> knowsAll(sentinel));
    }
    return master;
  }

  private static boolean knowsAll(TestRedis sentinel) {
    try (Jedis asked = sentinel.jedis()) {
      Map<String, String> master = asked.sentinelMaster(MASTER);
      return "2".equals(master.get("num-slaves")) && "2".equals(master.get("num-other-sentinels"));
    }
  }

  private static String masterBy(TestRedis sentinel) {
    try (Jedis asked = sentinel.jedis()) {
      return String.join(":", asked.sentinelGetMasterAddrByName(MASTER));
    }
  }

  private Launched show(List<TestRedis> sentinels) {
    String servers =
        sentinels.stream()
            .map(sentinel -> sentinel.address().toString())
            .collect(Collectors.joining(","));
    List<String> flags = new ArrayList<>(List.of("failover", "--kind", "move"));
    flags.addAll(List.of("--rounds", Integer.toString(ROUNDS), "--every", "1500ms"));
    flags.addAll(List.of("--journal", "redis+sentinel://" + servers + "/" + MASTER));
    flags.addAll(List.of("--journal-replicas", "1", "--warm-up", "500ms"));
    flags.addAll(List.of("--nodes", "2", "--rooms", "8", "--players", "3", "--rate", "5"));
    flags.addAll(List.of("--dir", directory.toString()));
    flags.addAll(List.of("--router-jar", "../router/target/usher-router.jar"));
    flags.addAll(List.of("--node-jar", "../game-node/target/usher-game-node.jar"));
    return Launched.jar("failover", Launched.QUICK_JVMS, BENCH_JAR, flags.toArray(String[]::new));
  }
}
