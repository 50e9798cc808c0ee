package usher.router.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import usher.common.net.TransportChoice;

/** Unmodified WebSocket servers and clients of others meet through the tunnel. */
class ThirdPartyTest {
  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void everySizeOfMessageComesBackAsItWent(TransportChoice choice) throws Exception {
    try (House house = new House(choice);
        EchoNode node = new EchoNode()) {
      house.cluster.with(FakeCluster.node("node-1", node.getPort()));
      BinaryPlayer player = new BinaryPlayer();
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(URI.create(house.url("/rooms/a")), player)
              .get(10, TimeUnit.SECONDS);
      Random random = new Random(1);
      for (int size : new int[] {0, 1, 125, 126, 65_535, 65_536, 1 << 20, 16 << 20}) {
        byte[] message = new byte[size];
        random.nextBytes(message);
        socket.sendBinary(ByteBuffer.wrap(message), true).get(30, TimeUnit.SECONDS);
        assertArrayEquals(message, player.messages.poll(30, TimeUnit.SECONDS));
      }
      assertEquals(1, house.counters.tunnelsOpen());
      socket.abort();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void compressionSubprotocolPingAndCloseCodePass(TransportChoice choice) throws Exception {
    try (House house = new House(choice);
        EchoNode node = new EchoNode()) {
      house.cluster.with(FakeCluster.node("node-1", node.getPort()));
      TextPlayer player = new TextPlayer(URI.create(house.url("/rooms/a")));
      assertTrue(player.connectBlocking(10, TimeUnit.SECONDS));
      assertEquals("chess", player.getProtocol().getProvidedProtocol());
      assertTrue(
          player
              .handshake
              .getFieldValue("Sec-WebSocket-Extensions")
              .contains("permessage-deflate"));
      String text = "again and ".repeat(10_000);
      player.send(text);
      assertEquals(text, player.words.poll(15, TimeUnit.SECONDS));
      player.sendFragmentedFrame(Opcode.TEXT, ByteBuffer.wrap("one ".getBytes(UTF_8)), false);
      player.sendPing();
      assertEquals("pong", player.words.poll(15, TimeUnit.SECONDS));
      player.sendFragmentedFrame(Opcode.TEXT, ByteBuffer.wrap("two".getBytes(UTF_8)), true);
      assertEquals("one two", player.words.poll(15, TimeUnit.SECONDS));
      player.send("close 4321");
      assertEquals("closed 4321 as you wish", player.words.poll(15, TimeUnit.SECONDS));
      Await.until("the tunnel's end", () -> house.counters.tunnelsOpen() == 0);
    }
  }

  private static final class TextPlayer extends WebSocketClient {
    final BlockingQueue<String> words = new LinkedBlockingQueue<>();
    private ServerHandshake handshake;

    TextPlayer(URI uri) {
      super(uri, EchoNode.draft());
      setDaemon(true);
    }

    @Override
    public void onOpen(ServerHandshake opened) {
      handshake = opened;
    }

    @Override
    public void onMessage(String message) {
      words.add(message);
    }

    @Override
    public void onWebsocketPong(org.java_websocket.WebSocket socket, Framedata pong) {
      words.add("pong");
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
      words.add("closed " + code + " " + reason);
    }

    @Override
    public void onError(Exception error) {
      words.add("error " + error);
    }
  }

  private static final class BinaryPlayer implements WebSocket.Listener {
    final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      message.writeBytes(bytes);
      if (last) {
        messages.add(message.toByteArray());
        message.reset();
      }
      socket.request(1);
      return null;
    }
  }
}
