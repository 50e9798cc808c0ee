package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import usher.common.link.LinkType;
import usher.common.net.TransportChoice;
import usher.common.player.CloseReason;
import usher.router.deadline.Deadlines;
import usher.router.edge.LinkNode.Frame;
import usher.router.edge.LinkNode.Link;
import usher.router.limit.PlayerLimits;

/** What happens to players who do nothing in time; nothing is kept of those who are gone. */
class PlayerDeadlinesTest {
  private static final Duration IDLE = Duration.ofMillis(400);

  private static void send(EmbeddedChannel channel, String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    channel.runPendingTasks();
  }

  @Test
  void anOpenConnectionHasAtMostOneDeadlineAndAClosedOneHasNone() {
    for (String sent :
        new String[] {
          "",
          "GET / HT",
          "GET /no HTTP/1.1\r\nHost: h\r\n\r\n",
          "GET /rooms/a HTTP/1.1\r\nHost: h\r\n\r\n",
          "nonsense\n"
        }) {
      EmbeddedChannel channel = new EmbeddedChannel();
      Deadlines deadlines = PlayerHeadFuzz.install(channel).deadlines();
      assertEquals(1, deadlines.size());
      send(channel, sent);
      assertEquals(channel.isOpen() ? 1 : 0, deadlines.size(), sent);
      channel.finishAndReleaseAll();
      assertEquals(0, deadlines.size(), sent);
    }
  }

  @Test
  void aPlayerWhoAnswersPingsStaysAndASilentOneIsClosed() throws Exception {
    PlayerLimits limits = PlayerLimits.DEFAULTS.withTimes(Duration.ofSeconds(5), IDLE);
    try (House house = new House(TransportChoice.AUTO, config -> config.withLimits(limits));
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        sit(link);
        ann.isSeated();
        for (int i = 0; i < 2; i++) {
          try (RawPeer bob = RawPeer.connect(house.port()).send(RawPeer.UPGRADE)) {
            sit(link);
            assertTrue(bob.head().startsWith("HTTP/1.1 101 "));
            byte[] rest = bob.bytes("{\"welcome\":1}".length() + 2 + 2 + 2 + 2 + 13);
            String text = new String(rest, StandardCharsets.ISO_8859_1);
            int ping = text.indexOf("\u0089\u0000");
            assertTrue(ping > 0, text);
            assertTrue(text.indexOf("player-silent") > ping, text);
            link.next(LinkType.DETACH);
          }
        }
        assertTrue(ann.isOpen(), "it answered each ping");
        assertFalse(ann.isClosing());
      }
      assertEquals(2, house.counters.seats().seatsLeft(CloseReason.PLAYER_SILENT));
    }
  }

  private static void sit(Link link) throws Exception {
    Frame open = link.next(LinkType.OPEN);
    link.group(1, 1, "a");
    link.welcome(open.id(), 1, 0, true, "{\"welcome\":1}");
    link.opened(open.id(), 0, 1, 1);
  }
}
