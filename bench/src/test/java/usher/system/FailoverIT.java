package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What players in tunnels see when a node or the router dies or stops. */
class FailoverIT {
  private static final int ROUNDS = 4;
  private static final long LEASE_MS = 2_000;
  private static final String[] FLAGS = {"--upstream", "tunnel", "--room-idle", "5m"};

  /** A router that waited for the lease instead of taking the evidence would need two seconds. */
  private static final long EVIDENCE_MS = 1_000;

  private static House house;

  @BeforeAll
  static void start() {
    house = House.router();
    house.startNodes(3, FLAGS);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @BeforeEach
  void allNodesAreThere() {
    house.awaitNodes(3);
  }

  @Test
  void aRoomOfAKilledNodeIsServedByAnotherAtTheNextConnect() {
    double[] ms = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      ms[round] = killAndJoinAgain("kill-" + round);
    }
    Arrays.sort(ms);
    double median = (ms[ROUNDS / 2 - 1] + ms[ROUNDS / 2]) / 2;
    System.out.printf(
        "kill -9 of a node to the welcome of a new connect, %d rounds: median %.1f ms, fastest %.1f, slowest %.1f%n",
        ROUNDS, median, ms[0], ms[ROUNDS - 1]);
    assertTrue(median < EVIDENCE_MS, "the median was " + median + " ms");
  }

  private static double killAndJoinAgain(String room) {
    try (Player first = Player.join(house.players(), room, "game=chat&player=ann")) {
      String before = first.node();
      long killed = System.nanoTime();
      house.nodeProcess(before).signal("KILL");
      try (Player second =
          Player.joinBefore(10_000, house.players(), room, "game=chat&player=bob")) {
        double ms = (System.nanoTime() - killed) / 1e6;
        assertNotEquals(before, second.node());
        assertEquals(1012, first.awaitClose());
        house.startNode(before, FLAGS);
        house.awaitNodes(3);
        return ms;
      }
    }
  }

  @Test
  void aRoomOfAStoppedNodeMovesAfterTheLeaseAndStaysAwayWhenTheNodeGoesOn() {
    try (Player first = Player.join(house.players(), "stopped", "game=chat&player=ann")) {
      Launched old = house.nodeProcess(first.node());
      long stopped = System.nanoTime();
      old.signal("STOP");
      try (Player second =
          Player.joinBefore(10_000, house.players(), "stopped", "game=chat&player=bob")) {
        double ms = (System.nanoTime() - stopped) / 1e6;
        System.out.printf(
            "SIGSTOP of a node to the welcome of a new connect: %.0f ms (lease %d ms)%n",
            ms, LEASE_MS);
        assertNotEquals(old.name(), second.node());
        assertTrue(ms < 2 * LEASE_MS, "moved only after " + ms + " ms");
        old.signal("CONT");
        house.awaitNodes(3);
        second.send("{\"say\":\"still here\"}");
        assertEquals("still here", second.await("event").path("event").path("say").asText());
        Await.until(
            "the old node dropped the room",
            5_000,
            () -> house.getFrom(old.ready("listen"), "/rooms/stopped").status() == 404);
        try (Player third = Player.join(house.players(), "stopped", "player=cid")) {
          assertEquals(second.node(), third.node());
        }
      }
    }
  }

  @Test
  void aRouterThatPausesForFiveSecondsEvictsNobody() {
    try (Player player = Player.join(house.players(), "paused", "game=chat&player=ann")) {
      List<String> lostBefore = lostNodes();
      house.routerProcess().signal("STOP");
      LockSupport.parkNanos(5_000_000_000L);
      house.routerProcess().signal("CONT");
      player.send("{\"say\":\"hi\"}");
      assertEquals("hi", player.await("event").path("event").path("say").asText());
      house.awaitNodes(3);
      assertEquals(lostBefore, lostNodes());
      assertTrue(player.isOpen());
      try (Player other = Player.join(house.players(), "paused", "player=bob")) {
        assertEquals(player.node(), other.node());
      }
    }
  }

  private static List<String> lostNodes() {
    return house
        .admin("/metrics")
        .lines()
        .filter(line -> line.startsWith("usher_nodes_lost_total"))
        .toList();
  }

  @Test
  void aRouterThatWasKilledFindsEveryRoomAgain() {
    int rooms = 60;
    String[] before = new String[rooms];
    for (int i = 0; i < rooms; i++) {
      try (Player player = Player.join(house.players(), "kept-" + i, "game=chat&player=ann")) {
        before[i] = player.node();
      }
    }
    house.killAndRestartRouter();
    house.awaitNodes(3);
    for (int i = 0; i < rooms; i++) {
      try (Player player = Player.joinBefore(10_000, house.players(), "kept-" + i, "player=bob")) {
        assertEquals(before[i], player.node(), "room kept-" + i);
      }
    }
  }
}
