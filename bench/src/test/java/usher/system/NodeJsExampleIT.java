package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import usher.common.needed.Needed;

/** The example for Node.js, as its README says: installed, started, played through the router. */
class NodeJsExampleIT {
  private static final Path EXAMPLES = Path.of("../docs/examples");
  private static final long DEADLINE_MS = 30_000;

  @Test
  void playersChatThroughTheRouterOnAServerInJavaScript(@TempDir Path folder) throws Exception {
    install(folder);
    List<String> command = List.of("node", folder.resolve("node.mjs").toString());
    try (House house = House.router();
        Launched node = start(command, house, "chat-js")) {
      Chatter ann = Chatter.join(house, "lounge");
      Chatter bob = Chatter.join(house, "lounge");
      ann.say("hello");
      assertEquals("hello", bob.hears());
      assertEquals("hello", ann.hears());

      node.signal("KILL");
      try (Launched second = start(command, house, "chat-js-2")) {
        Chatter cid = Chatter.join(house, "lounge");
        cid.say("again");
        assertEquals("again", cid.hears(), second.log());
      }
    }
  }

  private static Launched start(List<String> command, House house, String id) {
    List<String> all = new java.util.ArrayList<>(command);
    all.add(house.routerProcess().ready("control"));
    all.add(id);
    return Launched.start(id, Map.of(), all).awaitReady();
  }

  private static void install(Path folder) throws IOException, InterruptedException {
    for (String file : List.of("node.mjs", "package.json")) {
      Files.copy(EXAMPLES.resolve(file), folder.resolve(file));
    }
    boolean installed;
    try {
      Process npm =
          new ProcessBuilder("npm", "install", "--no-audit", "--no-fund")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("npm.log").toFile())
              .start();
      installed = npm.waitFor(120, TimeUnit.SECONDS) && npm.exitValue() == 0;
    } catch (IOException e) {
      installed = false;
    }
    Needed.orSkip(installed, "npm is needed to install the example's one dependency: it failed");
  }

  /** A player of no protocol of ours: texts go, texts come. */
  private static final class Chatter implements WebSocket.Listener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private WebSocket socket;

    static Chatter join(House house, String room) {
      Chatter chatter = new Chatter();
      URI uri = URI.create("ws://" + house.players() + "/rooms/" + room);
      Await.until(
          "a seat in " + room,
          DEADLINE_MS,
          () -> {
            try {
              chatter.socket =
                  HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri, chatter).join();
              return true;
            } catch (CompletionException e) {
              return false;
            }
          });
      return chatter;
    }

    void say(String text) {
      socket.sendText(text, true).join();
    }

    String hears() throws InterruptedException {
      return heard.poll(DEADLINE_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
      heard.add(text.toString());
      webSocket.request(1);
      return null;
    }
  }
}
