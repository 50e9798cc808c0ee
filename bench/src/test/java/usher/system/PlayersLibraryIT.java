package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import usher.common.needed.Needed;

/** Players on usher.js, before a real router and a real node, on a network that breaks. */
class PlayersLibraryIT {
  private static final Path SCRIPT = Path.of("src/test/js/chat.mjs");

  /** Node.js 20 has a WebSocket behind this flag; later ones take it and need it not. */
  private static final String WEB_SOCKET = "--experimental-websocket";

  private static final int COMMANDS = 200;
  private static final int CUTS = 24;
  private static final long DEADLINE_MS = 90_000;

  @Test
  void eachCommandTakesEffectOnceHoweverOftenTheConnectionIsCut() {
    orSkip();
    long seed = new Random().nextLong();
    try (House house = House.router()) {
      house.node("node-1");
      try (CuttingProxy proxy = new CuttingProxy(house.players(), CUTS, seed);
          Launched chat =
              Launched.start(
                  "chat",
                  Map.of(),
                  List.of(
                      "node",
                      WEB_SOCKET,
                      SCRIPT.toString(),
                      house.players(),
                      proxy.address(),
                      Integer.toString(COMMANDS)))) {
        int exit = chat.awaitExit(DEADLINE_MS);
        String story = "seed " + seed + ", " + chat.output() + "\n" + chat.log();
        assertEquals(0, exit, story);
        Await.until("its last line", 5_000, () -> !chat.output().isEmpty());
        assertTrue(chat.output().get(0).startsWith("OK"), story);
        assertTrue(proxy.cuts() >= CUTS / 2, () -> proxy.cuts() + " cuts, " + story);
      }
    }
  }

  private static void orSkip() {
    boolean able;
    try {
      Process probe =
          new ProcessBuilder("node", WEB_SOCKET, "-e", "new WebSocket('ws://127.0.0.1:1').close()")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      able = probe.waitFor() == 0;
    } catch (IOException e) {
      able = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    Needed.orSkip(able, "Node.js 20 or newer is needed to play on usher.js");
  }
}
