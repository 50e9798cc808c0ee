package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import usher.common.net.LeakWatch;
import usher.common.net.TransportChoice;
import usher.common.player.CloseReason;
import usher.router.cluster.Located;
import usher.router.limit.PlayerLimits;

/** Requests that nobody should make: each gets a clear answer, and disturbs nobody else. */
@ExtendWith(LeakWatch.class)
class BadInputTest {
  private static House house;

  @BeforeAll
  static void open() {
    house = new House(TransportChoice.AUTO);
  }

  @AfterAll
  static void close() {
    house.close();
  }

  static Stream<Arguments> requests() {
    String get = "GET / HTTP/1.1\r\nHost: h\r\n";
    String up = RawPeer.UPGRADE;
    String post = "POST /rooms/a HTTP/1.1\r\nHost: h\r\n";
    return Stream.of(
        arguments("garbage", "\u0016\u0003\u0001\u0002\u0000\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments("no version", "GET /\r\nHost: h\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments("empty line first", "\r\n" + get + "\r\n", CloseReason.BAD_REQUEST),
        arguments("bare LF", "GET / HTTP/1.1\nHost: h\n\n", CloseReason.BAD_REQUEST),
        arguments("one bare LF", get + "X: y\nZ: a\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments("bare CR", get + "X: y\rZ: a\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments("folded line", get + "X: y\r\n z\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments("NUL", get + "X: \u0000\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments("control character", get + "X: \u0007\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments("space before colon", get + "X : y\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments("no colon", get + "X\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments("empty name", get + ": y\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments("bad name", get + "X(: y\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments("no Host", "GET / HTTP/1.1\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments("two Hosts", get + "Host: i\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments("bad Host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments(
            "absolute target",
            "GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n",
            CloseReason.BAD_REQUEST),
        arguments("fragment", "GET /#a HTTP/1.1\r\nHost: h\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments("CONNECT", "CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n", CloseReason.BAD_METHOD),
        arguments("TRACE", "TRACE / HTTP/1.1\r\nHost: h\r\n\r\n", CloseReason.BAD_METHOD),
        arguments("long line", "GET /" + "a".repeat(8_192), CloseReason.HEAD_TOO_LARGE),
        arguments("long header", get + "X: " + "a".repeat(8_192), CloseReason.HEAD_TOO_LARGE),
        arguments("many headers", get + "X: y\r\n".repeat(1_400), CloseReason.HEAD_TOO_LARGE),
        arguments(
            "CL and TE",
            post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            CloseReason.BAD_REQUEST),
        arguments(
            "two CLs",
            post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
            CloseReason.BAD_REQUEST),
        arguments(
            "the same CL twice",
            post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
            CloseReason.BAD_REQUEST),
        arguments("CL list", post + "Content-Length: 5, 5\r\n\r\nhello", CloseReason.BAD_REQUEST),
        arguments("signed CL", post + "Content-Length: +5\r\n\r\nhello", CloseReason.BAD_REQUEST),
        arguments("negative CL", post + "Content-Length: -5\r\n\r\nhello", CloseReason.BAD_REQUEST),
        arguments("empty CL", post + "Content-Length: \r\n\r\n", CloseReason.BAD_REQUEST),
        arguments(
            "huge CL",
            post + "Content-Length: 9223372036854775808\r\n\r\n",
            CloseReason.BAD_REQUEST),
        arguments(
            "TE gzip", post + "Transfer-Encoding: gzip, chunked\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments(
            "TE twice",
            post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
            CloseReason.BAD_REQUEST),
        arguments(
            "TE that looks like chunked",
            post + "Transfer-Encoding: xchunked\r\n\r\n",
            CloseReason.BAD_REQUEST),
        arguments(
            "TE in 1.0",
            "POST /rooms/a HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
            CloseReason.BAD_REQUEST),
        arguments("hidden Host", get + "Connection: host\r\n\r\n", CloseReason.BAD_REQUEST),
        arguments("h2c", up.replace("websocket", "h2c"), CloseReason.BAD_UPGRADE),
        arguments("h2c beside", up.replace("websocket", "websocket, h2c"), CloseReason.BAD_UPGRADE),
        arguments(
            "no Connection", up.replace("Connection: Upgrade\r\n", ""), CloseReason.BAD_UPGRADE),
        arguments("POST upgrade", up.replace("GET", "POST"), CloseReason.BAD_UPGRADE),
        arguments("1.0 upgrade", up.replace("HTTP/1.1", "HTTP/1.0"), CloseReason.BAD_UPGRADE),
        arguments("version 8", up.replace("13", "8"), CloseReason.UPGRADE_VERSION),
        arguments(
            "no version",
            up.replace("Sec-WebSocket-Version: 13\r\n", ""),
            CloseReason.UPGRADE_VERSION),
        arguments("short key", up.replace("dGhl", ""), CloseReason.BAD_UPGRADE),
        arguments("bad key", up.replace("dGhl", "dG!l"), CloseReason.BAD_UPGRADE),
        arguments(
            "upgrade with a body",
            up.replace("\r\n\r\n", "\r\nContent-Length: 1\r\n\r\nx"),
            CloseReason.BAD_UPGRADE),
        arguments("upgrade to no room", up.replace("/rooms/a", "/"), CloseReason.NOT_FOUND),
        arguments("empty room", up.replace("/rooms/a", "/rooms/"), CloseReason.NOT_FOUND),
        arguments(
            "long room", up.replace("/rooms/a", "/rooms/" + "a".repeat(129)), CloseReason.BAD_ROOM),
        arguments(
            "room with a slash", up.replace("/rooms/a", "/rooms/a%2Fb"), CloseReason.BAD_ROOM),
        arguments(
            "room that climbs", up.replace("/rooms/a", "/rooms/%2e%2e"), CloseReason.BAD_ROOM),
        arguments("room with a gap", up.replace("/rooms/a", "/rooms/a%20b"), CloseReason.BAD_ROOM),
        arguments("unknown page", "GET /no HTTP/1.1\r\nHost: h\r\n\r\n", CloseReason.NOT_FOUND),
        arguments("climbing page", "GET /../x HTTP/1.1\r\nHost: h\r\n\r\n", CloseReason.NOT_FOUND));
  }

  private static Arguments arguments(String name, String request, CloseReason reason) {
    return Arguments.of(name, request, reason);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void isRefusedWithItsReason(String name, String request, CloseReason reason) throws Exception {
    long before = house.counters.refusals(reason);
    try (RawPeer player = RawPeer.connect(house.port()).send(request)) {
      String answer = player.restText();
      assertTrue(answer.startsWith("HTTP/1.1 " + reason.httpStatus() + " "), answer);
      assertTrue(answer.contains("{\"error\":\"" + reason.word() + "\""), answer);
      assertTrue(answer.toLowerCase(java.util.Locale.ROOT).contains("connection: close"), answer);
      assertEquals(
          reason == CloseReason.UPGRADE_VERSION, answer.contains("sec-websocket-version: 13"));
    }
    assertEquals(before + 1, house.counters.refusals(reason));
  }

  @Test
  void everyByteOfAHeadMayComeAlone() throws Exception {
    try (RawPeer player = RawPeer.connect(house.port())) {
      for (char c : "GET /no HTTP/1.1\r\nHost: h\r\n\r\n".toCharArray()) {
        player.send(String.valueOf(c));
      }
      assertTrue(player.head().startsWith("HTTP/1.1 404 "));
    }
  }

  @Test
  void bytesBehindAnUpgradeInTheSameReadAreRefused() throws Exception {
    try (House quiet = new House(TransportChoice.AUTO);
        RawNode place = new RawNode("node-1")) {
      quiet.cluster.with(place.ref);
      try (RawPeer player = RawPeer.connect(quiet.port()).send(RawPeer.UPGRADE + "x")) {
        assertTrue(player.head().startsWith("HTTP/1.1 400 "));
      }
      Await.until("no leg", () -> quiet.port.legsOpen(place.ref) == 0);
    }
  }

  @Test
  void bytesBehindAnUpgradeBeforeIts101AreRefused() throws Exception {
    try (House quiet = new House(TransportChoice.AUTO);
        RawNode place = new RawNode("node-1")) {
      quiet.cluster.with(place.ref);
      try (RawPeer player = RawPeer.connect(quiet.port()).send(RawPeer.UPGRADE);
          RawPeer node = place.accept()) {
        node.head();
        player.send("GET / HTTP/1.1\r\n");
        assertTrue(player.head().startsWith("HTTP/1.1 400 "));
        assertEquals(0, node.rest().length);
      }
    }
  }

  @Test
  void slowHeadIsToldAndSilentConnectionIsClosedWithoutAWord() throws Exception {
    try (House hasty =
        new House(
            TransportChoice.AUTO,
            config ->
                config.withLimits(
                    PlayerLimits.DEFAULTS.withTimes(
                        Duration.ofMillis(200), Duration.ofMillis(200))))) {
      try (RawPeer player = RawPeer.connect(hasty.port()).send("GET / HT")) {
        assertTrue(player.head().startsWith("HTTP/1.1 408 "));
      }
      try (RawPeer player = RawPeer.connect(hasty.port())) {
        assertEquals("", player.restText());
      }
      assertEquals(2, hasty.counters.refusals(CloseReason.HANDSHAKE_TIMEOUT));
    }
  }

  @Test
  void tooManyPlayersAreToldAtOnceAndTheOthersStay() throws Exception {
    try (House small =
        new House(
            TransportChoice.AUTO,
            config -> config.withLimits(PlayerLimits.DEFAULTS.withConnections(1)))) {
      try (RawPeer first = RawPeer.connect(small.port())) {
        Await.until("the first", () -> small.counters.playersOpen() == 1);
        try (RawPeer second = RawPeer.connect(small.port())) {
          String answer = second.restText();
          assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
          assertTrue(answer.contains("too-many-players"), answer);
        }
        first.send("GET /no HTTP/1.1\r\nHost: h\r\n\r\n");
        assertTrue(first.head().startsWith("HTTP/1.1 404 "));
      }
    }
  }

  @Test
  void noNodeAndTooManyRoomsAreToldWithAHintWhenToRetry() throws Exception {
    try (House empty = new House(TransportChoice.AUTO)) {
      try (RawPeer player = RawPeer.connect(empty.port()).send(RawPeer.UPGRADE)) {
        String answer = player.restText();
        assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
        assertTrue(answer.contains("retry-after: 2\r\n"), answer);
        assertTrue(answer.contains("\"no-node\""), answer);
      }
      empty.cluster.nowhere(new Located.Nowhere(CloseReason.TOO_MANY_ROOMS, 1_000));
      try (RawPeer player = RawPeer.connect(empty.port()).send(RawPeer.UPGRADE)) {
        assertTrue(player.restText().contains("\"too-many-rooms\""));
      }
    }
  }

  @Test
  void a101ThatNobodyAskedForOrThatDoesNotFitTheKeyIsABadUpstream() throws Exception {
    String plain = "GET /rooms/a HTTP/1.1\r\nHost: h\r\n\r\n";
    assertBadUpstream(plain, RawPeer.SWITCHING);
    assertBadUpstream(RawPeer.UPGRADE, RawPeer.SWITCHING.replace("s3pP", "s3pQ"));
    assertBadUpstream(RawPeer.UPGRADE, RawPeer.SWITCHING.replace("websocket", "h2c"));
    assertBadUpstream(RawPeer.UPGRADE, RawPeer.SWITCHING.replace("Connection: Upgrade\r\n", ""));
    assertBadUpstream(RawPeer.UPGRADE, "no HTTP at all\r\n\r\n");
  }

  private static void assertBadUpstream(String request, String answer) throws Exception {
    try (House fooled = new House(TransportChoice.AUTO);
        RawNode place = new RawNode("node-1")) {
      fooled.cluster.with(place.ref);
      try (RawPeer player = RawPeer.connect(fooled.port()).send(request);
          RawPeer node = place.accept()) {
        node.head();
        node.send(answer);
        String got = player.restText();
        assertTrue(got.startsWith("HTTP/1.1 502 "), got);
        assertFalse(got.contains("HTTP/1.1 101"), got);
      }
      assertEquals(1, fooled.counters.refusals(CloseReason.BAD_UPSTREAM));
    }
  }
}
