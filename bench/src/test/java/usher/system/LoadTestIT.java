package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The load test against a house of real processes. */
class LoadTestIT {
  private static final Path BENCH_JAR = Path.of("target/usher-bench.jar");
  private static final int PLAYERS = 200;
  private static final int ROOMS = 40;
  private static final int SUBSCRIBERS = 60;
  private static final long DEADLINE_MS = 90_000;

  private static House house;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    house = House.router();
    house.startNodes(3);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  private JsonNode load(String game, int seconds) throws IOException {
    Path json = directory.resolve(game + ".json");
    try (Launched load = start(house, game, seconds, json)) {
      assertEquals(0, load.awaitExit(DEADLINE_MS), load::log);
    }
    return new ObjectMapper().readTree(Files.readString(json));
  }

  private static Launched start(House house, String game, int seconds, Path json) {
    return Launched.jar(
        "load-test",
        BENCH_JAR,
        "load-test",
        "--url",
        "ws://" + house.players(),
        "--game",
        game,
        "--players",
        Integer.toString(PLAYERS),
        "--rooms",
        Integer.toString(ROOMS),
        "--seconds",
        Integer.toString(seconds),
        "--rate",
        "2",
        "--json",
        json.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "relay"})
  void twoHundredPlayersAreServedWithoutAnErrorAndEachRoomByOneNode(String game)
      throws IOException {
    JsonNode report = load(game, 5);
    assertEquals(PLAYERS, report.path("served").asInt(), report::toPrettyString);
    assertEquals(0, report.path("errors").size(), report::toPrettyString);
    assertEquals(0, report.path("disconnects").size(), report::toPrettyString);
    assertEquals(0, report.path("unanswered").asInt(), report::toPrettyString);
    // A node that is busy with its own start may get no room yet.
    assertTrue(report.path("nodes").size() >= 2, report::toPrettyString);
    assertEquals(
        report.path("sent").asLong() * PLAYERS / ROOMS,
        report.path("heard").asLong(),
        report::toPrettyString);
    assertTrue(report.path("stickiness").path("kept").asBoolean(), report::toPrettyString);
    assertEquals(
        ROOMS, report.path("stickiness").path("roomsSeen").asInt(), report::toPrettyString);
  }

  @Test
  void playersOfAKilledNodeComeBackAndNoRoomIsServedTwice() throws IOException {
    try (House tunnels = House.router()) {
      tunnels.startNodes(3, "--upstream", "tunnel");
      Path json = directory.resolve("kill.json");
      try (Launched load = start(tunnels, "relay", 6, json)) {
        Await.until(
            "all players are seated",
            30_000,
            () -> tunnels.admin("/metrics").contains("usher_tunnels_open " + PLAYERS + ".0"));
        tunnels.nodeProcess("node-1").signal("KILL");
        assertEquals(0, load.awaitExit(DEADLINE_MS), load::log);
      }
      JsonNode report = new ObjectMapper().readTree(Files.readString(json));
      assertTrue(report.path("reconnects").asInt() > 0, report::toPrettyString);
      assertTrue(report.path("stickiness").path("moves").asInt() > 0, report::toPrettyString);
      assertEquals(2, report.path("nodes").size(), report::toPrettyString);
      System.out.printf(
          "outage of a killed node's players: median %.1f ms%n",
          report.path("outage").path("p50").asDouble() / 1e3);
    }
  }

  @Test
  void subscribersWhoStayLoseNothingWithoutAGapAndWhoLeftHearNoMoreThoughANodeIsKilled()
      throws IOException {
    Path data = directory.resolve("data");
    try (House feeds = House.router("--journal", "embedded", "--data-dir", data.toString())) {
      feeds.startNodes(2);
      Path json = directory.resolve("feeds.json");
      try (Launched load =
          Launched.jar(
              "load-test",
              BENCH_JAR,
              "load-test",
              "--feeds",
              "--url",
              "ws://" + feeds.players(),
              "--redis",
              data.toString(),
              "--subscribers",
              Integer.toString(SUBSCRIBERS),
              "--topics",
              "10",
              "--rate",
              "200",
              "--churn",
              "0.5",
              "--seconds",
              "4",
              "--settles",
              "2",
              "--json",
              json.toString())) {
        Await.until(
            "messages reach subscribers",
            30_000,
            () -> counted(feeds, "usher_feed_deliveries_total") > SUBSCRIBERS);
        feeds.nodeProcess("node-1").signal("KILL");
        assertEquals(0, load.awaitExit(DEADLINE_MS), load::log);
      }
      JsonNode report = new ObjectMapper().readTree(Files.readString(json));
      assertEquals(SUBSCRIBERS, report.path("served").asInt(), report::toPrettyString);
      assertEquals(0, report.path("lost").asInt(), report::toPrettyString);
      assertEquals(0, report.path("heardAfterLeaving").asInt(), report::toPrettyString);
      assertEquals(0, report.path("disconnects").size(), report::toPrettyString);
      assertEquals(0, report.path("errors").size(), report::toPrettyString);
      assertTrue(report.path("gaps").asInt() > 0, report::toPrettyString);
      assertTrue(report.path("unsubscribed").asInt() > 0, report::toPrettyString);
      assertEquals(2, report.path("settles").size(), report::toPrettyString);
      assertEquals(1, report.path("settles").path(1).path("nodes").asInt(), report::toPrettyString);
      feeds.routerProcess().signal("TERM");
      feeds.routerProcess().awaitExit(10_000);
    }
  }

  private static double counted(House house, String metric) {
    return house
        .admin("/metrics")
        .lines()
        .filter(line -> line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
        .sum();
  }
}
