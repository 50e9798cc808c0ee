package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A node as a process of its own, without a router. */
class GameNodeIT {
  private static Launched node(String... flags) {
    String[] all = new String[flags.length + 3];
    all[0] = "--standalone";
    all[1] = "--id";
    all[2] = "node-7";
    System.arraycopy(flags, 0, all, 3, flags.length);
    return Launched.jar("node-7", House.NODE_JAR, all).awaitReady();
  }

  @Test
  void itServesLogsItsRoomsAndLeavesWithZeroOnTerm() {
    try (Launched node = node("--log-state", "100ms", "--drain-timeout", "200ms")) {
      assertTrue(node.output().get(0).startsWith("READY node id=node-7 listen=127.0.0.1:"));
      try (Player ann = Player.join(node.ready("listen"), "board", "player=ann");
          Player bob = Player.join(node.ready("listen"), "board", "player=bob")) {
        assertEquals("chess", ann.welcome().path("game").asText());
        assertEquals("black", bob.welcome().path("state").path("game").path("you").asText());
        ann.send("{\"move\":\"e2e4\"}");
        assertEquals(
            "e4",
            bob.await("the move", frame -> frame.path("event").has("move"))
                .path("event")
                .path("san")
                .asText());
        Await.until(
            "a line about the room",
            10_000,
            () -> node.log().contains("room=board game=chess") && node.log().contains("black to"));
        node.signal("TERM");
        assertEquals(0, node.awaitExit(20_000), node::log);
      }
      assertEquals(1, node.output().size(), () -> node.output().toString());
    }
  }

  @Test
  void anEmptyNodeLeavesAtOnce() {
    try (Launched node = node("--drain-timeout", "1h")) {
      node.signal("TERM");
      assertEquals(0, node.awaitExit(20_000), node::log);
    }
  }
}
