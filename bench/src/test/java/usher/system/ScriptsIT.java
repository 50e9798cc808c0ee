package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts, as people run them. */
class ScriptsIT {
  private static final Path SCRIPTS = Path.of("../scripts");
  private static final Pattern PROCESS = Pattern.compile("(router|node-\\d) +process (\\d+)");
  private static final long READY_MS = 120_000;
  private static final long STOP_MS = 15_000;

  /** A test may run where SIGINT is ignored, and sh cannot trap what was ignored from the start. */
  private static Launched script(String name, String... flags) {
    List<String> command =
        new ArrayList<>(List.of("env", "--default-signal=INT", SCRIPTS.resolve(name).toString()));
    command.addAll(List.of(flags));
    Map<String, String> environment = new HashMap<>(Launched.QUICK_JVMS);
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return Launched.start(name, environment, command);
  }

  private static Launched demo() {
    Launched demo = script("demo", "--port", "0");
    Await.until(
        "the demo says that Ctrl-C ends it",
        READY_MS,
        () -> !demo.isAlive() || demo.output().contains("Ctrl-C ends everything."));
    assertTrue(demo.isAlive(), demo::log);
    return demo;
  }

  private static List<Long> processes(Launched demo) {
    List<Long> pids =
        PROCESS
            .matcher(String.join("\n", demo.output()))
            .results()
            .map((MatchResult each) -> Long.parseLong(each.group(2)))
            .toList();
    assertEquals(4, pids.size(), () -> String.join("\n", demo.output()));
    return pids;
  }

  private static boolean lives(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static String url(Launched demo) {
    return demo.output().stream()
        .filter(line -> line.startsWith("Usher is running:"))
        .map(line -> line.replace("Usher is running:", "").strip())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theDemoServesAndLeavesNothingRunning() throws Exception {
    try (Launched demo = demo()) {
      List<Long> pids = processes(demo);
      assertTrue(pids.stream().allMatch(ScriptsIT::lives));
      HttpResponse<String> page =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(url(demo))).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertEquals(200, page.statusCode());
      String address = URI.create(url(demo)).getAuthority();
      try (Player player = Player.joinBefore(20_000, address, "demo", "game=chat&player=ann")) {
        assertTrue(player.node().startsWith("node-"));
        demo.signal("TERM");
        assertEquals(0, demo.awaitExit(STOP_MS), demo::log);
      }
      assertFalse(pids.stream().anyMatch(ScriptsIT::lives));
    }
  }

  @Test
  void theDemoGoesOnWithoutANodeThatWasKilledAndRestartsNothing() {
    try (Launched demo = demo()) {
      List<Long> pids = processes(demo);
      ProcessHandle.of(pids.get(1)).orElseThrow().destroyForcibly();
      Await.until("the node is gone", STOP_MS, () -> !lives(pids.get(1)));
      String address = URI.create(url(demo)).getAuthority();
      try (Player player = Player.joinBefore(20_000, address, "demo", "game=chat&player=ann")) {
        assertTrue(player.node().startsWith("node-"));
      }
      assertTrue(demo.isAlive());
      demo.signal("INT");
      assertEquals(0, demo.awaitExit(STOP_MS), demo::log);
      assertFalse(pids.stream().anyMatch(ScriptsIT::lives));
    }
  }

  @Test
  void theDemoSaysWhenItsPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Launched demo = script("demo", "--port", Integer.toString(taken.getLocalPort()))) {
      assertEquals(1, demo.awaitExit(READY_MS), demo::log);
      assertTrue(demo.log().contains(Integer.toString(taken.getLocalPort())), demo::log);
      assertTrue(demo.log().contains("router did not start"), demo::log);
    }
  }

  @Test
  void wrongFlagsEndWithTwo() {
    for (String name : List.of("demo", "router", "game-node", "load-test", "failover")) {
      try (Launched script = script(name, "--no-such-flag")) {
        assertEquals(2, script.awaitExit(STOP_MS), name);
        assertTrue(script.log().contains("error: "), name + ": " + script.log());
      }
    }
  }

  @Test
  void aScriptRunsThroughALinkFromAnywhere(@TempDir Path directory) throws IOException {
    Path link = directory.resolve("usher-load");
    Files.createSymbolicLink(link, SCRIPTS.toRealPath().resolve("load-test"));
    try (Launched help =
        Launched.start(
            "link",
            Map.of("JAVA_HOME", System.getProperty("java.home")),
            List.of("env", "-C", directory.toString(), "./usher-load", "--help"))) {
      assertEquals(0, help.awaitExit(STOP_MS), help::log);
      assertTrue(help.output().stream().anyMatch(line -> line.contains("--players")));
    }
  }
}
