package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import usher.common.net.TransportChoice;
import usher.common.player.CloseReason;
import usher.router.edge.origin.AllowedOrigins;
import usher.router.edge.origin.TrustedProxies;
import usher.router.limit.PlayerLimits;

/** Proxies, and pages of browsers, in front of a router, by real sockets. */
class OriginDoorTest {
  private static final String V1 = "PROXY TCP4 203.0.113.7 10.0.0.1 5000 8080\r\n";

  private static House house(String trusted, boolean proxyHeaders) {
    TrustedProxies proxies =
        trusted.isEmpty() ? TrustedProxies.NONE : TrustedProxies.parse(trusted);
    Door door = new Door(null, AllowedOrigins.SAME, proxies, proxyHeaders);
    return new House(
        TransportChoice.NIO,
        config ->
            config
                .withDoor(door)
                .withLimits(
                    PlayerLimits.DEFAULTS.withTimes(
                        Duration.ofMillis(400), Duration.ofSeconds(5))));
  }

  private static byte[] v2(HAProxyCommand command, HAProxyProxiedProtocol by, String source) {
    EmbeddedChannel encoder = new EmbeddedChannel(HAProxyMessageEncoder.INSTANCE);
    boolean unix = by.addressFamily() == AddressFamily.AF_UNIX;
    String other = by == HAProxyProxiedProtocol.TCP6 ? "::1" : "10.0.0.1";
    encoder.writeOutbound(
        by == HAProxyProxiedProtocol.UNKNOWN
            ? new HAProxyMessage(HAProxyProtocolVersion.V2, command, by, null, null, 0, 0)
            : new HAProxyMessage(
                HAProxyProtocolVersion.V2,
                command,
                by,
                source,
                other,
                unix ? 0 : 5_000,
                unix ? 0 : 8_080));
    ByteBuf bytes = encoder.readOutbound();
    byte[] header = ByteBufUtil.getBytes(bytes);
    bytes.release();
    encoder.finishAndReleaseAll();
    return header;
  }

  /** What a node in a tunnel hears. */
  private static String head(House house, byte[] before, String request) throws Exception {
    try (RawNode node = new RawNode("node-1")) {
      house.cluster.with(node.ref);
      try (RawPeer player = RawPeer.connect(house.port())) {
        byte[] rest = request.getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[before.length + rest.length];
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(rest, 0, all, before.length, rest.length);
        player.send(all);
        try (RawPeer peer = node.accept()) {
          String head = peer.head();
          peer.send(RawPeer.SWITCHING);
          assertTrue(player.head().startsWith("HTTP/1.1 101 "));
          return head;
        }
      }
    }
  }

  private static String forwarded(House house, String... headers) throws Exception {
    String head = head(house, new byte[0], TicketDoorTest.upgrade("/rooms/a", headers));
    return line(head, "X-Forwarded-For") + " by " + line(head, "X-Forwarded-Proto");
  }

  private static String line(String head, String name) {
    int from = head.indexOf("\r\n" + name + ": ") + name.length() + 4;
    return head.substring(from, head.indexOf("\r\n", from));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void aTrustedProxySaysWhereThePlayerIs() throws Exception {
    try (House house = house("127.0.0.0/8", false)) {
      assertEquals("127.0.0.1 by http", forwarded(house));
      assertEquals(
          "203.0.113.7, 127.0.0.1 by https",
          forwarded(house, "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https"));
      assertEquals(
          "2001:db8:0:0:0:0:0:1, 127.0.0.1 by https",
          forwarded(house, "Forwarded: for=\"[2001:db8::1]:4711\";proto=https;by=_x"));
    }
  }

  @Test
  void nobodyElseDoes() throws Exception {
    try (House house = house("", false)) {
      assertEquals(
          "127.0.0.1 by http",
          forwarded(
              house,
              "X-Forwarded-For: 203.0.113.7",
              "x_forwarded_for: 1.2.3.4",
              "X-Forwarded-Proto: https",
              "Forwarded: for=1.2.3.4",
              "X-Real-IP: 1.2.3.4"));
      String untrue = "X-Forwarded-Ssl: on";
      String head =
          head(house, new byte[0], TicketDoorTest.upgrade("/rooms/a", untrue, "Connection: X-A"));
      assertFalse(head.contains(untrue), head);
      assertTrue(head.toLowerCase(Locale.ROOT).contains("\r\nconnection: upgrade\r\n"), head);
      assertFalse(head.contains("Connection: X-A"), head);
    }
  }

  @Test
  void aProxyThatContradictsItselfIsRefused() throws Exception {
    try (House house = house("127.0.0.1", false);
        RawPeer player = RawPeer.connect(house.port())) {
      player.send(
          TicketDoorTest.upgrade(
              "/rooms/a", "X-Forwarded-For: 203.0.113.7", "Forwarded: for=203.0.113.8"));
      String answer = player.restText();
      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    }
  }

  @Test
  void aProxyHeaderOfEitherVersionSaysWhereThePlayerIs() throws Exception {
    String upgrade = TicketDoorTest.upgrade("/rooms/a");
    try (House house = house("127.0.0.1", true)) {
      assertEquals("203.0.113.7", line(head(house, ascii(V1), upgrade), "X-Forwarded-For"));
      byte[] four = v2(HAProxyCommand.PROXY, HAProxyProxiedProtocol.TCP4, "203.0.113.9");
      assertEquals("203.0.113.9", line(head(house, four, upgrade), "X-Forwarded-For"));
      byte[] six = v2(HAProxyCommand.PROXY, HAProxyProxiedProtocol.TCP6, "2001:db8::2");
      assertEquals("2001:db8:0:0:0:0:0:2", line(head(house, six, upgrade), "X-Forwarded-For"));
      byte[] local = v2(HAProxyCommand.LOCAL, HAProxyProxiedProtocol.UNKNOWN, "");
      assertEquals("127.0.0.1", line(head(house, local, upgrade), "X-Forwarded-For"));
      assertEquals(
          "127.0.0.1", line(head(house, ascii("PROXY UNKNOWN\r\n"), upgrade), "X-Forwarded-For"));
    }
  }

  @Test
  void thePathOfASocketIsNoAddress() throws Exception {
    String upgrade = TicketDoorTest.upgrade("/rooms/a");
    try (House house = house("127.0.0.1", true)) {
      for (HAProxyProxiedProtocol unix :
          List.of(HAProxyProxiedProtocol.UNIX_STREAM, HAProxyProxiedProtocol.UNIX_DGRAM)) {
        byte[] header = v2(HAProxyCommand.PROXY, unix, "6.6.6.6");
        assertEquals("127.0.0.1", line(head(house, header, upgrade), "X-Forwarded-For"));
      }
      byte[] unknown = v2(HAProxyCommand.PROXY, HAProxyProxiedProtocol.UNKNOWN, "");
      assertEquals("127.0.0.1", line(head(house, unknown, upgrade), "X-Forwarded-For"));
    }
  }

  @Test
  void aHeaderMayComeByteForByte() throws Exception {
    try (House house = house("127.0.0.1", true);
        RawPeer player = RawPeer.connect(house.port())) {
      for (byte each : ascii(V1)) {
        player.send(new byte[] {each});
      }
      player.send(TicketDoorTest.plain("GET", "/usher.js"));
      assertTrue(player.head().startsWith("HTTP/1.1 200 "));
    }
  }

  private static void isHungUpOn(House house, byte[] bytes) throws Exception {
    long before = house.counters.refusals(CloseReason.WRONG_PROXY);
    try (RawPeer player = RawPeer.connect(house.port())) {
      player.send(bytes);
      assertEquals("", answer(player));
    }
    Await.until(
        "it is counted", () -> house.counters.refusals(CloseReason.WRONG_PROXY) == before + 1);
  }

  private static String answer(RawPeer player) {
    try {
      return player.restText();
    } catch (java.net.SocketTimeoutException e) {
      return "nothing, for long";
    } catch (IOException e) {
      return ""; // a reset: it was closed with bytes unread
    }
  }

  @Test
  void aTrustedProxyWithoutARightHeaderIsHungUpOn() throws Exception {
    try (House house = house("127.0.0.1", true)) {
      isHungUpOn(house, ascii(TicketDoorTest.plain("GET", "/usher.js")));
      isHungUpOn(house, ascii("PROXY TCP4 203.0.113.7 10.0.0.1 5000\r\n\r\n"));
      isHungUpOn(house, ascii("PROXY TCP4 203.0.113.777 10.0.0.1 5000 8080\r\n"));
      isHungUpOn(house, ascii("PROXY TCP9 203.0.113.7 10.0.0.1 5000 8080\r\n"));
      isHungUpOn(house, ascii("PROXY TCP4 " + "1".repeat(200) + "\r\n"));
      isHungUpOn(house, new byte[] {0x16, 3, 1, 0, 0x40, 1, 0, 0, 0x3c, 3, 3, 9, 9});
      byte[] header = v2(HAProxyCommand.PROXY, HAProxyProxiedProtocol.TCP4, "203.0.113.9");
      byte[] wrongVersion = header.clone();
      wrongVersion[12] = 0x31;
      isHungUpOn(house, wrongVersion);
      byte[] tooLong = header.clone();
      tooLong[14] = (byte) 0xff;
      isHungUpOn(house, tooLong);
    }
  }

  @Test
  void aHeaderThatDoesNotComeInTimeIsHungUpOn() throws Exception {
    try (House house = house("127.0.0.1", true)) {
      isHungUpOn(house, new byte[0]);
      isHungUpOn(house, ascii("PROX"));
      isHungUpOn(house, ascii("PROXY TCP4 203.0.113.7"));
    }
  }

  @Test
  void whoIsNoTrustedProxyMaySendNoHeaderAndNeedsNone() throws Exception {
    try (House house = house("10.0.0.0/8", true)) {
      isHungUpOn(house, ascii(V1));
      isHungUpOn(house, v2(HAProxyCommand.PROXY, HAProxyProxiedProtocol.TCP4, "203.0.113.9"));
      try (RawPeer player = RawPeer.connect(house.port())) {
        player.send(TicketDoorTest.plain("GET", "/usher.js"));
        assertTrue(player.head().startsWith("HTTP/1.1 200 "));
      }
    }
  }

  @Test
  void whereItIsOffAHeaderIsNoRequest() throws Exception {
    try (House house = house("127.0.0.1", false);
        RawPeer player = RawPeer.connect(house.port())) {
      String answer = player.send(V1 + "\r\n").restText();
      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    }
  }

  private static String asked(House house, String request) throws Exception {
    try (RawPeer player = RawPeer.connect(house.port())) {
      String head = player.send(request).head();
      return head.substring(9, 12);
    }
  }

  @Test
  void pagesOfOtherHostsAskForNothingButPages() throws Exception {
    try (House house = house("", false)) {
      String other = "Origin: https://evil.example";
      assertEquals("403", asked(house, TicketDoorTest.upgrade("/rooms/a", other)));
      assertEquals("403", asked(house, TicketDoorTest.upgrade("/feeds", other)));
      assertEquals("403", asked(house, TicketDoorTest.plain("GET", "/rooms/a", other)));
      assertEquals("403", asked(house, TicketDoorTest.plain("POST", "/rooms", other)));
      assertEquals("403", asked(house, TicketDoorTest.upgrade("/rooms/a", "Origin: null")));
      assertEquals(5, house.counters.refusals(CloseReason.WRONG_ORIGIN));
      assertEquals("200", asked(house, TicketDoorTest.plain("GET", "/usher.js", other)));
      // There is no node: who is let in is told so.
      assertEquals("503", asked(house, TicketDoorTest.upgrade("/rooms/a", "Origin: https://h")));
      assertEquals("503", asked(house, TicketDoorTest.upgrade("/rooms/a")));
    }
  }

  @Test
  void aNodeSeesNothingOfTheRoutersOwnSubprotocol() throws Exception {
    try (House house = house("", false)) {
      String head =
          head(
              house,
              new byte[0],
              TicketDoorTest.upgrade("/rooms/a", "Sec-WebSocket-Protocol: usher, usher.ticket.x"));
      assertFalse(head.toLowerCase(Locale.ROOT).contains("sec-websocket-protocol"), head);
      assertFalse(head.contains("Usher-"), head);
    }
  }
}
