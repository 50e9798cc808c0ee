package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The failover show, small: whatever is done to the processes, no player may notice. */
class FailoverShowIT {
  private static final Path BENCH_JAR = Path.of("target/usher-bench.jar");
  private static final long DEADLINE_MS = 150_000;

  @TempDir private Path directory;

  private String show(String kind, int rounds) {
    List<String> flags =
        new ArrayList<>(List.of("failover", "--kind", kind, "--rounds", Integer.toString(rounds)));
    flags.addAll(List.of("--nodes", "3", "--rooms", "12", "--players", "3", "--rate", "5"));
    flags.addAll(List.of("--every", "1500ms", "--warm-up", "1s", "--dir", directory.toString()));
    flags.addAll(List.of("--router-jar", "../router/target/usher-router.jar"));
    flags.addAll(List.of("--node-jar", "../game-node/target/usher-game-node.jar"));
    // All else that tests start is cold.
    Map<String, String> warm = new HashMap<>(Launched.QUICK_JVMS);
    warm.put("USHER_WARM_UP_LIMIT", "100ms");
    try (Launched show = Launched.jar("failover", warm, BENCH_JAR, flags.toArray(new String[0]))) {
      int exit = show.awaitExit(DEADLINE_MS);
      String said = String.join("\n", show.output());
      assertEquals(0, exit, () -> said + "\n" + show.log());
      assertTrue(said.endsWith("violations: 0"), said);
      return said;
    }
  }

  @ParameterizedTest
  @CsvSource({"kill,1", "restart,1", "redis,2"})
  void noPlayerNotices(String kind, int rounds) {
    show(kind, rounds);
  }

  @Test
  void aNodeThatWasStoppedGivesItsRoomsUp() {
    String said = show("stop", 1);
    assertTrue(said.matches("(?s).*rooms fenced: [1-9].*"), said);
  }
}
