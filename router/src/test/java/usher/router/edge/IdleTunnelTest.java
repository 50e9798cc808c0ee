package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import usher.common.net.TransportChoice;

/** What tunnels cost while nobody speaks. */
class IdleTunnelTest {
  private static final int TUNNELS = 150;
  private static final int MESSAGE_BYTES = 32 * 1024;

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void idleTunnelsHoldNoBuffers(TransportChoice choice) throws Exception {
    byte[] message = oneFrame();
    List<RawPeer> peers = new ArrayList<>();
    try (House house = new House(choice);
        RawNode place = new RawNode("node-1")) {
      house.cluster.with(place.ref);
      long before = directBytes();
      for (int i = 0; i < TUNNELS; i++) {
        RawPeer player = RawPeer.connect(house.port()).send(RawPeer.UPGRADE);
        peers.add(player);
        RawPeer node = place.acceptUpgrade();
        peers.add(node);
        player.head();
        node.send(message);
        assertArrayEquals(message, player.bytes(message.length));
        player.send(message);
        assertArrayEquals(message, node.bytes(message.length));
      }
      long growth = directBytes() - before;
      // Two legs each, had each kept the buffer of its next read: twice this bound and more.
      assertTrue(growth < (long) TUNNELS * MESSAGE_BYTES, growth + " bytes more");
    } finally {
      for (RawPeer peer : peers) {
        peer.hangUp();
      }
    }
  }

  /** As many empty frames would be a second's work for a leak detector that looks at each byte. */
  private static byte[] oneFrame() {
    byte[] message = new byte[MESSAGE_BYTES];
    int length = MESSAGE_BYTES - 4;
    message[0] = (byte) 0x82;
    message[1] = 126;
    message[2] = (byte) (length >> 8);
    message[3] = (byte) length;
    return message;
  }

  private static long directBytes() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }
}
