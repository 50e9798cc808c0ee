package usher.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import org.junit.jupiter.api.Test;

class TransportTest {
  @Test
  void autoTakesTheFirstThatWorks() {
    String first = IoUring.isAvailable() ? "io_uring" : Epoll.isAvailable() ? "epoll" : "nio";
    assertEquals(first, Transport.of(TransportChoice.AUTO).name());
  }

  @Test
  void autoOfANodeIsTheOneWhoseDeathIsSeenSoonest() {
    String first = Epoll.isAvailable() ? "epoll" : "nio";
    assertEquals(first, Transport.ofNode(TransportChoice.AUTO).name());
  }

  @Test
  void whatANodeIsToldItTakes() {
    assertEquals("nio", Transport.ofNode(TransportChoice.NIO).name());
  }
}
