package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operators' page in a real browser, with a real router that wants a token, and real nodes. */
class LivePageIT {
  private static final String TOKEN = "0123456789abcdef";

  @TempDir Path files;

  @Test
  void anOperatorSeesNodesComeFindsARoomAndDrainsItsNode() throws Exception {
    Chromium.orSkip();
    Path tokens = Files.writeString(files.resolve("tokens"), "ann:" + TOKEN + "\n");
    try (House house = House.router("--admin-token-file", tokens.toString());
        LivePage page = new LivePage(house.routerProcess().ready("admin"))) {
      house.startNode("node-1");
      page.open();
      page.giveToken("a wrong token, of 23 chars");
      page.awaitText(".asked .trouble", "does not know this token");
      page.giveToken(TOKEN);
      page.awaitText(".pill", "live");
      page.awaitText("[data-node=node-1] .standing", "alive");
      house.startNode("node-2");
      page.awaitText("[data-node=node-2] .standing", "alive");
      page.awaitText(".story", "node-2 registered");

      try (Player ann =
          Player.joinBefore(10_000, house.players(), "lobby", "game=chat&player=ann")) {
        String node = ann.node();
        String other = node.equals("node-1") ? "node-2" : "node-1";
        page.find("lobby");
        page.awaitText(".explained[data-node=" + node + "]", "It is pinned to " + node);
        assertEquals(2, page.count(".candidates tbody tr"));
        page.awaitText(".row[data-node=" + node + "] .row-rooms", "1 room");

        page.press(".row[data-node=" + node + "]");
        page.awaitText(".node .facts", "127.0.0.1:");
        page.press(".node .button.main");
        page.awaitText(".asked h2", "Drain " + node + "?");
        assertTrue(page.text(".asked").contains("its 1 room moves to other nodes"));
        page.press(".asked .button.main");
        page.awaitText(".done", node + " drains");
        page.awaitText(".row[data-node=" + node + "] .standing", "draining");
        ann.await("resumed");
        page.awaitText(".story", "room lobby moved from " + node + " to " + other + ": back after");
        page.find("lobby");
        page.awaitText(".explained[data-node=" + other + "]", "It is pinned to " + other);

        page.press(".node .button");
        page.press(".asked .button.main");
        page.awaitText(".row[data-node=" + node + "] .standing", "alive");
      }
      page.phone();
      assertFalse(page.scrollsSideways());
      house.routerProcess().close();
      page.awaitText(".pill", "not live");
      page.awaitText(".why", "Trying again in");
      assertEquals("", page.troubles());
    }
  }
}
