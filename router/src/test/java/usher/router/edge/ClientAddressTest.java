package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a player is. */
final class ClientAddressTest {
  private final List<Object> events = new ArrayList<>();
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
              events.add(event);
            }
          });

  @Test
  void aConnectionWithoutAnAddressIsOfThisMachine() {
    assertEquals(InetAddress.getLoopbackAddress(), ClientAddress.of(channel));
  }

  @Test
  void whatAProxyNamesGoesBeforeTheSocketAndAHeadBeforeBoth() throws Exception {
    InetAddress source = InetAddress.getByName("203.0.113.7");
    InetAddress forwarded = InetAddress.getByName("2001:db8::1");

    ClientAddress.known(channel, source);
    assertEquals(source, ClientAddress.of(channel));
    ClientAddress.set(channel, forwarded);
    assertEquals(forwarded, ClientAddress.of(channel));
    assertEquals(source, ClientAddress.peer(channel));
    ClientAddress.set(channel, null);
    assertEquals(source, ClientAddress.of(channel));
  }

  @Test
  void theEventComesWhenTheSourceIsCertain() {
    ClientAddress.known(channel, null);

    assertEquals(List.of(ClientAddress.KNOWN), events);
  }
}
