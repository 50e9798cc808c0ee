package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
