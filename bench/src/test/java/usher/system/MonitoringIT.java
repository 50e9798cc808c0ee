package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import usher.common.needed.Needed;

/** What Prometheus reads of a real router and a real node, and what is built upon it. */
class MonitoringIT {
  private static final Path RULES = Path.of("../docs/monitoring/usher-alerts.yml");
  private static final Path BOARD = Path.of("../docs/monitoring/usher-grafana.json");
  private static final Pattern USED = Pattern.compile("\\b(usher|process)_[a-z0-9_]+");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z][a-z0-9_]*)[ {]");
  private static final int PROMTOOL_SECONDS = 30;

  /** What promtool exits with when it could read all, and finds fault with names. */
  private static final int LINT = 3;

  @TempDir Path data;

  @Test
  void prometheusReadsAllAndRulesAndBoardNameOnlyWhatIsThere()
      throws IOException, InterruptedException {
    String scraped;
    try (House house = House.router("--journal", "embedded", "--data-dir", data.toString())) {
      Launched node = house.node("node-1", "--metrics", "127.0.0.1:0");
      try (Player ann = Player.join(house.players(), "lobby", "game=chat&player=ann")) {
        ann.send("{\"say\":\"hi\"}");
        ann.await("her words", frame -> frame.path("event").has("say"));
        String router = house.admin("/metrics");
        String nodes = get("http://" + node.ready("metrics") + "/metrics");
        if (hasPromtool()) {
          assertLinted(router);
          assertLinted(nodes);
          promtool(RULES, "check", "rules", RULES.toString());
        }
        scraped = router + nodes;
      }
      house.routerProcess().signal("TERM");
      house.routerProcess().awaitExit(10_000);
    }
    assertNamed(RULES, scraped);
    assertNamed(BOARD, scraped);
    Needed.orSkip(
        hasPromtool(),
        "promtool (of the package prometheus) is needed to read what Prometheus reads");
  }

  /** Names that end in what histograms and summaries add count as well. */
  private static void assertNamed(Path file, String scraped) throws IOException {
    Set<String> there = names(SAMPLE, scraped, 1);
    Set<String> used = names(USED, Files.readString(file), 0);
    assertFalse(used.isEmpty(), file::toString);
    used.removeAll(there);
    assertEquals(Set.of(), used, () -> file + " names what no router and no node has");
  }

  private static Set<String> names(Pattern pattern, String text, int group) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(group))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void assertLinted(String metrics) throws IOException, InterruptedException {
    Path file = Files.writeString(data.resolve("metrics.txt"), metrics);
    promtool(file, "check", "metrics");
  }

  /** Prometheus's own parser and lint, over a file at its standard input. */
  private void promtool(Path input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Path said = data.resolve("promtool.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    process.waitFor(PROMTOOL_SECONDS, TimeUnit.SECONDS);
    String ours = said(Files.readAllLines(said), process.exitValue());
    assertEquals("", ours);
  }

  /** What it said, without what it finds wrong about names that a library gives to its figures. */
  private static String said(List<String> lines, int exit) {
    boolean lintOnly = exit == 0 || exit == LINT;
    return lines.stream()
        .filter(line -> !lintOnly || (exit == LINT && line.contains("usher_")))
        .collect(Collectors.joining("\n"));
  }

  private static boolean hasPromtool() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder("promtool", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(PROMTOOL_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String get(String uri) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
