package usher.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A player on the JDK's own WebSocket client: reads frames into a queue. */
public final class Player implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private static final long DEADLINE_MS = 10_000;

  /** A frame, and when it was here. */
  public record Heard(long atNs, JsonNode frame) {}

  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket socket;
  private JsonNode welcome = JSON.nullNode();

  private Player(String url) {
    this(HTTP.newWebSocketBuilder(), url);
  }

  private Player(WebSocket.Builder by, String url) {
    socket = by.buildAsync(URI.create(url), new Frames()).join();
  }

  /**
   * Connects and waits for the welcome.
   *
   * @throws CompletionException if the handshake is refused
   */
  public static Player join(String address, String room, String query) {
    Player player = connect(address, room, query);
    player.welcome = player.await("welcome");
    return player;
  }

  /**
   * Connects with a ticket, and waits for the welcome.
   *
   * @param ticket null for none
   * @throws CompletionException if the handshake is refused
   */
  static Player join(HttpClient http, String url, @Nullable String ticket) {
    WebSocket.Builder by = http.newWebSocketBuilder();
    if (ticket != null) {
      by.header("Authorization", "Bearer " + ticket);
    }
    Player player = new Player(by, url);
    player.welcome = player.await("welcome");
    return player;
  }

  /**
   * Connects to the feeds and waits for the welcome.
   *
   * @throws CompletionException if the handshake is refused
   */
  public static Player atFeeds(String address, String query) {
    Player player = new Player("ws://" + address + "/feeds?" + query);
    player.welcome = player.await("welcome");
    return player;
  }

  /**
   * Connects, and waits for no word.
   *
   * @throws CompletionException if the handshake is refused
   */
  static Player connect(String address, String room, String query) {
    return new Player("ws://" + address + "/rooms/" + room + "?" + query);
  }

  /**
   * Comes back to a seat, and waits until all that was missed is said.
   *
   * @throws CompletionException if the handshake is refused
   */
  static Player resume(String address, String room, String query) {
    Player player = connect(address, room, query);
    player.await("settled");
    return player;
  }

  /** Connects, trying again on any refusal, until the deadline. */
  public static Player joinBefore(long deadlineMs, String address, String room, String query) {
    long deadline = System.nanoTime() + deadlineMs * 1_000_000;
    while (true) {
      try {
        return join(address, room, query);
      } catch (CompletionException | AssertionError e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
      }
    }
  }

  public JsonNode welcome() {
    return welcome;
  }

  /** Which node the welcome named. */
  public String node() {
    return welcome.path("node").asText();
  }

  /** All frames so far, also those that were awaited. */
  List<Heard> heard() {
    return List.copyOf(heard);
  }

  public void send(String text) {
    socket.sendText(text, true).join();
  }

  /** Sends a binary frame. */
  public void sendRaw(ByteBuffer bytes) {
    socket.sendBinary(bytes, true).join();
  }

  /** The next frame of this type; those before it are dropped. */
  public JsonNode await(String type) {
    return await(type, frame -> frame.path("type").asText().equals(type));
  }

  /** The next frame that this holds for; those before it are dropped. */
  public JsonNode await(String what, Predicate<JsonNode> wanted) {
    long deadline = System.nanoTime() + DEADLINE_MS * 1_000_000;
    try {
      while (true) {
        JsonNode frame = frames.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (frame == null) {
          throw new AssertionError("no frame within " + DEADLINE_MS + " ms: " + what);
        }
        if (frame.has("closed")) {
          throw new AssertionError("closed with " + frame + " while waiting for " + what);
        }
        if (wanted.test(frame)) {
          return frame;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits for the socket's end and gives the close code; 1006 where it broke. */
  public int awaitClose() {
    return closed.orTimeout(DEADLINE_MS, TimeUnit.MILLISECONDS).join();
  }

  public boolean isOpen() {
    return !closed.isDone();
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Frames implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          JsonNode frame = JSON.readTree(text.toString());
          heard.add(new Heard(System.nanoTime(), frame));
          frames.add(frame);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        text.setLength(0);
      }
      webSocket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
      end(code, reason);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      end(1006, String.valueOf(error.getMessage()));
    }

    private void end(int code, String reason) {
      frames.add(JSON.createObjectNode().put("closed", code).put("reason", reason));
      closed.complete(code);
    }
  }
}
