package usher.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import usher.common.config.CommandLineRunner;

class LoadCommandTest {
  private static int run(String... flags) {
    return CommandLineRunner.run(new LoadCommand(), flags, Map.of());
  }

  @Test
  void wrongFlagsEndWithTwo() {
    assertEquals(2, run("--players", "0"));
    assertEquals(2, run("--players", "5", "--rooms", "6"));
    assertEquals(2, run("--game", "poker"));
    assertEquals(2, run("--bytes", "10"));
    assertEquals(2, run("--rate", "0"));
    assertEquals(2, run("--seconds", "0"));
    assertEquals(2, run("--url", "http://127.0.0.1"));
    assertEquals(2, run("--sources", "2", "--url", "ws://example.org"));
    assertEquals(2, run("--json", "/no/such/directory/x"));
    assertEquals(2, run("--what"));
    assertEquals(2, run("--topics", "3"));
    assertEquals(2, run("--feeds", "--subscribers", "0"));
    assertEquals(2, run("--feeds", "--churn", "-1"));
    assertEquals(2, run("--feeds", "--redis", "http://localhost"));
    assertEquals(2, run("--feeds", "--redis", "/tmp"));
  }

  @Test
  void theReportIsWrittenAsJson(@TempDir Path directory) throws IOException {
    Path json = directory.resolve("report.json");
    try (FakeRelay relay = new FakeRelay(FakeRelay.Fault.NONE)) {
      int exit =
          run(
              "--url",
              relay.url(),
              "--players",
              "4",
              "--rooms",
              "2",
              "--seconds",
              "1",
              "--warm-up",
              "100ms",
              "--transport",
              "nio",
              "--json",
              json.toString());
      assertEquals(0, exit);
    }
    String text = Files.readString(json);
    assertTrue(text.contains("\"kept\" : true"), text);
    assertTrue(text.contains("\"p99\""), text);
  }

  @Test
  void aLoadThatNobodyServesEndsWithThree() {
    LoadReport.Latency none = new LoadReport.Latency(0, 0, 0, 0, 0, 0, 0);
    LoadReport report =
        new LoadReport(
            "relay",
            1,
            1,
            1,
            64,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            none,
            none,
            none,
            none,
            java.util.List.of(),
            0,
            0,
            Map.of(),
            Map.of("refused", 3L),
            LoadReport.Stickiness.of(java.util.List.of()),
            null);
    assertEquals(LoadCommand.EXIT_NOBODY_SERVED, LoadCommand.exitCode(report));
  }
}
