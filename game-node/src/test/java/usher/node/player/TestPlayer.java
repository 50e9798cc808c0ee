package usher.node.player;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A player on the JDK's own WebSocket. */
final class TestPlayer implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long DEADLINE_MS = 10_000;

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private WebSocket socket;

  private TestPlayer() {}

  /** Connects; does not wait for anything to be said. */
  static TestPlayer connect(int port, String roomAndQuery) {
    return connectTo(port, "/rooms/" + roomAndQuery);
  }

  /** Connects to this path; does not wait for anything to be said. */
  static TestPlayer connectTo(int port, String pathAndQuery) {
    TestPlayer player = new TestPlayer();
    player.socket =
        HTTP.newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + port + pathAndQuery), player)
            .join();
    return player;
  }

  /** Connects as the router does by which this player came with a ticket. */
  static TestPlayer connectAs(String name, int port, String roomAndQuery) {
    TestPlayer player = new TestPlayer();
    player.socket =
        HTTP.newWebSocketBuilder()
            .header("Usher-Player", name)
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/rooms/" + roomAndQuery), player)
            .join();
    return player;
  }

  /** The HTTP status that a connect is refused with. */
  static int refusal(int port, String roomAndQuery) {
    return refusalOf(port, "/rooms/" + roomAndQuery);
  }

  /** The HTTP status that a connect to this path is refused with. */
  static int refusalOf(int port, String pathAndQuery) {
    try (TestPlayer player = connectTo(port, pathAndQuery)) {
      throw new AssertionError("it was not refused: " + player.next());
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  void send(String text) {
    socket.sendText(text, true).join();
  }

  /** Sends as fast as it can, until the node has enough of it. */
  void flood(int count) {
    for (int i = 0; i < count && !closed.isDone(); i++) {
      try {
        socket.sendText("flood", true).join();
      } catch (CompletionException e) {
        return;
      }
    }
  }

  void sendBinary(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  /** The next message. */
  String nextText() {
    try {
      String message = messages.poll(DEADLINE_MS, TimeUnit.MILLISECONDS);
      if (message == null) {
        throw new AssertionError("nothing was said; closed: " + closed.getNow("no"));
      }
      return message;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Drops messages until this one. */
  void nextUntil(String message) {
    String next = nextText();
    while (!next.equals(message)) {
      next = nextText();
    }
  }

  /** The next message, as JSON. */
  JsonNode next() {
    try {
      return JSON.readTree(nextText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next message, which must be of this type. */
  JsonNode next(String type) {
    JsonNode message = next();
    if (!message.path("type").asText().equals(type)) {
      throw new AssertionError("wanted " + type + ", got " + message);
    }
    return message;
  }

  /** How many messages came that nobody asked for yet. */
  int waiting() {
    return messages.size();
  }

  /** The code and reason that the node closed with, as in {@code 1012 room-unavailable}. */
  String closedWith() {
    return closed.orTimeout(DEADLINE_MS, TimeUnit.MILLISECONDS).join();
  }

  /** Loses the connection without a goodbye. */
  void vanish() {
    socket.abort();
  }

  /** Leaves on purpose. */
  void leave() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      messages.add(partial.toString());
      partial.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
    messages.add("binary " + data.remaining());
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
    closed.complete(statusCode + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closed.complete("error " + error);
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
  }
}
