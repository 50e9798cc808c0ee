package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The arena in a real browser, with a real router, two nodes and Redis, one of the nodes killed.
 */
class ArenaIT {
  private static final byte STEER = 1;
  private static final byte FULL = 127;
  private static final int STEER_BYTES = 5;

  @TempDir Path data;

  @Test
  void peopleRunByKeyboardAndPointerAndTheirCoinsAndSocketsOutliveANode() {
    Chromium.orSkip();
    try (House house = House.router("--journal", "embedded", "--data-dir", data.toString());
        RoomPage page = new RoomPage(house.players())) {
      house.startNodes(2);
      countSockets(page);
      page.enter("ann").open("arena");
      SeenPlane plane = new SeenPlane(page);
      // Whoever comes may come to stand on a coin.
      page.await("ann's line of scores", () -> coins(page, "ann") >= 0);
      runBy(plane, Keys.ARROW_RIGHT, 1, 0);
      runBy(plane, Keys.ARROW_DOWN, 0, 1);

      String room = page.address().replaceFirst(".*/", "").replaceFirst("\\?.*", "");
      try (Player bob = Player.join(house.players(), room, "player=bob")) {
        page.await("bob's line of scores", () -> coins(page, "bob") >= 0);
        steer(bob, FULL);
        plane.awaitWay("bob's way to the right", plane::other, 1, 0);
        int atFirst = coins(page, "ann");
        plane.pointAtACoin();
        page.await("a coin", () -> coins(page, "ann") > atFirst);

        plane.hold(Keys.ARROW_DOWN);
        plane.awaitWay("the way down from the topmost coin", plane::me, 0, 1);
        String before = page.node();
        house.nodeProcess(before).signal("KILL");
        page.await("another node than " + before, () -> !page.node().equals(before));
        page.awaitSeat();
        assertTrue(coins(page, "ann") > atFirst);
        assertEquals(1L, sockets(page), "the page kept its socket");
        // It came back at its last coin, and crosses the plane in four seconds.
        plane.awaitBottom("the key that is held steers on, down to the rim", plane::me);
        plane.let(Keys.ARROW_DOWN);
        steer(bob, (byte) -FULL);
        plane.awaitWay("bob's way to the left", plane::other, -1, 0);
        assertTrue(bob.isOpen());
      }
      // It ends its Redis with it.
      house.routerProcess().signal("TERM");
      house.routerProcess().awaitExit(10_000);
    }
  }

  /** How many coins the page says someone has; -1 where it says nothing of them. */
  private static int coins(RoomPage page, String name) {
    String all = page.text(".scores").replace('\n', ' ') + ' ';
    int at = all.indexOf(name + ' ');
    int from = at + name.length() + 1;
    return at < 0 ? -1 : Integer.parseInt(all.substring(from, all.indexOf(' ', from)));
  }

  /** Holds a key until one's own runner was seen to go that way. */
  private static void runBy(SeenPlane plane, Keys key, int right, int down) {
    plane.hold(key);
    plane.awaitWay("the way by " + key.name(), plane::me, right, down);
    plane.let(key);
  }

  private static void steer(Player player, byte right) {
    player.sendRaw(
        ByteBuffer.allocate(STEER_BYTES)
            .put(STEER)
            .putShort((short) 1)
            .put(right)
            .put((byte) 0)
            .flip());
  }

  /** The page, from its next load on, counts the sockets it opens. */
  private static void countSockets(RoomPage page) {
    page.chromium()
        .driver()
        .executeCdpCommand(
            "Page.addScriptToEvaluateOnNewDocument",
            Map.of(
                "source",
                """
                window.sockets = 0;
                window.WebSocket = class extends WebSocket {
                  constructor(...all) {
                    super(...all);
                    window.sockets++;
                  }
                };
                """));
  }

  private static Object sockets(RoomPage page) {
    return page.chromium().driver().executeScript("return window.sockets");
  }
}
