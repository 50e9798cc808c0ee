package usher.bench.live;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import usher.common.net.HostPort;
import usher.system.Await;
import usher.system.Chromium;
import usher.system.House;

/**
 * The live page with a thousand nodes and a hundred thousand rooms that move and fail over, in a
 * real browser beside a real router: how long a frame takes, and how late the router's event loops
 * run, beside a process that only sleeps. By hand: {@code mvn test -pl bench -am
 * -Dtest=LivePageBench -Dsurefire.failIfNoSpecifiedTests=false}, after {@code mvn package}. {@code
 * -Dusher.live.jvm} has options of the router's JVM; with {@code nice -n 19} before it and {@code
 * "-Dusher.live.before=nice -n -19"} the router has the processor before everything else, as root.
 */
class LivePageBench {
  private static final int NODES = 1_000;
  private static final int ROOMS_A_NODE = 100;
  private static final int SECONDS = Integer.getInteger("usher.live.seconds", 20);
  private static final int SETTLE_SECONDS = Integer.getInteger("usher.live.settle", 40);

  /** The router tells the worst of the last second at most, of half a second at least. */
  private static final long SAMPLE_NS = 450_000_000;

  private static final long START_DEADLINE_MS = 120_000;
  private static final long FRAME_LIMIT_MS = 100;
  private static final double LAG_LIMIT_MS = 5;
  private static final List<String> BEFORE =
      List.of(System.getProperty("usher.live.before", "env").split(" "));

  /** The players' event loops of a router, unless it is told otherwise. */
  private static final int LOOPS = Runtime.getRuntime().availableProcessors();

  /** Notes every gap between two frames, every long task, and how often the list changed. */
  private static final String WATCH =
      """
      window.seen = {frames: [], tasks: []};
      let last = performance.now();
      const frame = (now) => { seen.frames.push(now - last); last = now; requestAnimationFrame(frame); };
      requestAnimationFrame(frame);
      new PerformanceObserver((list) => list.getEntries().forEach((e) => seen.tasks.push(e.duration)))
        .observe({type: 'longtask'});
      """;

  /** The longest gap, the 99th percentile, the longest task, and the frames a second. */
  private static final String RESULT =
      """
      const sorted = [...seen.frames].sort((a, b) => a - b);
      return {longest: sorted.at(-1), p99: sorted[Math.floor(sorted.length * 0.99)], frames: sorted.length,
        tasks: seen.tasks.length, task: Math.max(0, ...seen.tasks),
        nodes: document.querySelector('.list-head .label').textContent};
      """;

  @Test
  void aThousandNodesAndAHundredThousandRoomsInOneBrowser() {
    try (House house =
            House.shipped(
                Map.of("JVM_OPTS", System.getProperty("usher.live.jvm", "")),
                BEFORE,
                "--moves-at-once",
                "20",
                "--heartbeat-interval",
                "1s",
                "--lease",
                "6s");
        FakeNodes nodes = new FakeNodes(HostPort.parse(house.routerProcess().ready("control")));
        Machine machine = Machine.watch(BEFORE, LOOPS);
        Chromium browser = Chromium.open()) {
      nodes.start(NODES, ROOMS_A_NODE);
      Await.until(
          "all nodes, with their rooms",
          START_DEADLINE_MS,
          () -> {
            // The whole answer takes the router some milliseconds, too: it is not asked all the
            // time.
            LockSupport.parkNanos(500_000_000);
            return metric(house, "usher_nodes{state=\"alive\"}") == NODES
                && metric(house, "usher_rooms_pinned") == NODES * ROOMS_A_NODE;
          });
      browser.driver().get("http://" + house.routerProcess().ready("admin") + "/");
      Await.until(
          "the page is live",
          30_000,
          () -> browser.driver().executeScript(RESULT_LIVE).equals(true));
      // The garbage of a hundred thousand rooms at once, and what the compiler has to do in a young
      // JVM, are not the page's.
      harm(house, nodes, machine, 0, SETTLE_SECONDS);
      browser.driver().executeScript(WATCH);
      Lateness late = harm(house, nodes, machine, SETTLE_SECONDS, SECONDS);
      Map<?, ?> seen = (Map<?, ?>) browser.driver().executeScript(RESULT);
      double longest = ((Number) seen.get("longest")).doubleValue();
      System.out.printf(
          "live page, %d nodes, %d rooms, %d s: %s frames, the longest %.1f ms, 99 in 100 within"
              + " %.1f ms, the longest task %.1f ms; the page shows %s; the router's slowest event"
              + " loop was %.1f ms late at worst, in %d of %d looks over %.0f ms; a process that"
              + " only sleeps %.1f ms, in %d%n",
          NODES,
          NODES * ROOMS_A_NODE,
          SECONDS,
          seen.get("frames"),
          longest,
          ((Number) seen.get("p99")).doubleValue(),
          ((Number) seen.get("task")).doubleValue(),
          seen.get("nodes"),
          late.loopMs,
          late.loopOver,
          late.looks,
          LAG_LIMIT_MS,
          late.machineMs,
          late.machineOver);
      assertTrue(longest < FRAME_LIMIT_MS, "a frame took " + longest + " ms");
      // What only sleeps is late by what the machine does to everybody: that is not the router's.
      assertTrue(
          late.loopOver <= late.machineOver,
          () -> "event loops were late by more than the machine, by " + late.loopMs + " ms");
    }
  }

  private static final String RESULT_LIVE =
      "return document.body.dataset.live === 'yes' && document.querySelectorAll('.row').length > 0";

  /** What was worst, in milliseconds, and how often it was over the limit. */
  private static final class Lateness {
    private double loopMs;
    private double machineMs;
    private int looks;
    private int loopOver;
    private int machineOver;

    void look(double loop, double machine) {
      looks++;
      loopMs = Math.max(loopMs, loop);
      machineMs = Math.max(machineMs, machine);
      loopOver += loop >= LAG_LIMIT_MS ? 1 : 0;
      machineOver += machine >= LAG_LIMIT_MS ? 1 : 0;
    }
  }

  /** Kills a node and drains another every second, and gives how late the loops were. */
  private static Lateness harm(
      House house, FakeNodes nodes, Machine machine, int from, int seconds) {
    Lateness late = new Lateness();
    for (int second = from; second < from + seconds; second++) {
      nodes.kill(10 + second, 5_000);
      house.adminPost("/v1/nodes/node-" + (200 + second) + "/drain");
      long end = System.nanoTime() + 1_000_000_000L;
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(SAMPLE_NS);
        late.look(metric(house, "usher_loop_lag_seconds") * 1e3, machine.worstMs());
      }
    }
    return late;
  }

  private static double metric(House house, String name) {
    return house
        .admin("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(-1);
  }
}
