package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import usher.common.net.TransportChoice;

/** Plain HTTP to a room's path. */
@SuppressWarnings("StringConcatToTextBlock") // CR and LF are the point here
class ProxyTest {
  private static final String GET = "GET /rooms/a?x=1 HTTP/1.1\r\nHost: h\r\n";

  private House house;
  private RawNode place;

  @BeforeEach
  void open() throws Exception {
    house = new House(TransportChoice.AUTO);
    place = new RawNode("node-1");
    house.cluster.with(place.ref);
  }

  @AfterEach
  void close() throws Exception {
    house.close();
    place.close();
  }

  @Test
  void requestGoesOnWithoutItsHopByHopHeadersAndTheConnectionServesTheNext() throws Exception {
    try (RawPeer player = RawPeer.connect(house.port())) {
      player.send(GET + "X-Own: \u00e9\r\nConnection: X-Hop\r\nX-Hop: 1\r\nTE: trailers\r\n\r\n");
      try (RawPeer node = place.accept()) {
        String head = node.head();
        assertTrue(head.startsWith("GET /rooms/a?x=1 HTTP/1.1\r\nHost: h\r\n"), head);
        assertTrue(head.contains("X-Own: \u00e9\r\n"), head);
        assertFalse(head.contains("X-Hop"), head);
        assertFalse(head.contains("TE:"), head);
        node.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nKeep-Alive: 5\r\nX-A: b\r\n\r\nhi");
        String answer = player.head();
        assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
        assertTrue(answer.contains("X-A: b\r\n"), answer);
        assertFalse(answer.contains("Keep-Alive"), answer);
        assertEquals("hi", player.text(2));
      }
      player.send(GET + "\r\n");
      try (RawPeer node = place.accept()) {
        node.head();
        node.send("HTTP/1.1 204 No Content\r\n\r\n");
        assertTrue(player.head().startsWith("HTTP/1.1 204 "));
      }
    }
  }

  @Test
  void twoRequestsInOneReadAreAnsweredInOrder() throws Exception {
    try (RawPeer player = RawPeer.connect(house.port()).send(GET + "\r\n" + GET + "\r\n")) {
      for (String word : new String[] {"one", "two"}) {
        try (RawPeer node = place.accept()) {
          node.head();
          node.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n" + word);
          player.head();
          assertEquals(word, player.text(3));
        }
      }
    }
  }

  @Test
  void theHeaderThatSaysTheRoomCannotBeTakenAwayAsHopByHop() throws Exception {
    RoomRoute byHeader = RoomRoute.parse("header:X-Room");
    try (House other = new House(TransportChoice.AUTO, config -> config.withRoute(byHeader))) {
      other.cluster.with(place.ref);
      String plain = TicketDoorTest.plain("GET", "/", "X-Room: a", "Connection: x-room, close");
      String upgrade = TicketDoorTest.upgrade("/", "X-Room: a");
      for (String request :
          List.of(plain, upgrade.replace("Connection: Upgrade", "Connection: Upgrade, X-Room"))) {
        try (RawPeer player = RawPeer.connect(other.port()).send(request)) {
          String answer = player.restText();
          assertTrue(answer.contains("{\"error\":\"bad-request\""), answer);
        }
      }
      try (RawPeer player = RawPeer.connect(other.port()).send(upgrade);
          RawPeer node = place.accept()) {
        assertTrue(node.head().contains("X-Room: a\r\n"));
        node.send(RawPeer.SWITCHING);
        assertTrue(player.head().startsWith("HTTP/1.1 101 "));
      }
    }
  }

  @Test
  void answerWithoutALengthIsChunkedAndEndsWithTheNodesFin() throws Exception {
    try (RawPeer player = RawPeer.connect(house.port()).send(GET + "\r\n");
        RawPeer node = place.accept()) {
      node.head();
      node.send("HTTP/1.1 200 OK\r\n\r\nabc").finish();
      assertTrue(player.head().contains("transfer-encoding: chunked"));
      assertEquals("3\r\nabc\r\n0\r\n\r\n", player.text(13));
    }
  }

  @Test
  void headAnswerKeepsItsLengthAndHasNoBody() throws Exception {
    try (RawPeer player = RawPeer.connect(house.port())) {
      player.send(GET.replace("GET", "HEAD") + "\r\n");
      try (RawPeer node = place.accept()) {
        node.head();
        node.send("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n");
        assertTrue(player.head().contains("Content-Length: 999\r\n"));
      }
      player.send("GET /no HTTP/1.1\r\nHost: h\r\n\r\n");
      assertTrue(player.head().startsWith("HTTP/1.1 404 "));
    }
  }

  @Test
  void largeBodiesStreamBothWaysByteForByte() throws Exception {
    byte[] body = new byte[24 << 20];
    new Random(3).nextBytes(body);
    try (RawPeer player = RawPeer.connect(house.port())) {
      player.send(
          "POST /rooms/a HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.length + "\r\n\r\n");
      CompletableFuture<Void> sent = async(() -> player.send(body));
      try (RawPeer node = place.accept()) {
        assertTrue(node.head().contains("Content-Length: " + body.length));
        assertArrayEquals(body, node.bytes(body.length));
        sent.join();
        node.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n");
        CompletableFuture<Void> answered = async(() -> node.send(body));
        player.head();
        assertArrayEquals(body, player.bytes(body.length));
        answered.join();
      }
      assertEquals(0, player.rest().length);
    }
  }

  @Test
  void chunkedBodyIsFramedAnewAndWhatFollowsItIsNeverARequest() throws Exception {
    try (RawPeer player = RawPeer.connect(house.port())) {
      player.send(
          "POST /rooms/a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "3\r\nabc\r\n0\r\n\r\n"
              + "GET /rooms/smuggled HTTP/1.1\r\nHost: h\r\n\r\n");
      try (RawPeer node = place.accept()) {
        assertTrue(node.head().toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked\r\n"));
        assertEquals("3\r\nabc\r\n0\r\n\r\n", node.text(13));
        node.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        assertEquals(0, node.rest().length);
      }
      assertEquals(1, player.restText().split("HTTP/1.1", -1).length - 1);
      assertEquals(1, house.counters.requestsProxied());
    }
  }

  @Test
  void continueIsAskedOfTheNode() throws Exception {
    try (RawPeer player = RawPeer.connect(house.port())) {
      player.send(
          "POST /rooms/a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      try (RawPeer node = place.accept()) {
        assertTrue(node.head().contains("Expect: 100-continue"));
        node.send("HTTP/1.1 100 Continue\r\n\r\n");
        assertEquals("HTTP/1.1 100 Continue\r\n\r\n", player.head());
        player.send("hi");
        assertEquals("hi", node.text(2));
        node.send("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
        assertTrue(player.head().startsWith("HTTP/1.1 201 "));
      }
    }
  }

  @Test
  void brokenAnswerBreaksOffForThePlayerToo() throws Exception {
    try (RawPeer player = RawPeer.connect(house.port()).send(GET + "\r\n");
        RawPeer node = place.accept()) {
      node.head();
      node.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").finish();
      player.head();
      assertTrue(player.endsWithReset());
    }
  }

  @Test
  void nodesRefusalOfAnUpgradeReachesThePlayer() throws Exception {
    try (RawPeer player = RawPeer.connect(house.port()).send(RawPeer.UPGRADE);
        RawPeer node = place.accept()) {
      node.head();
      node.send("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: x\r\nContent-Length: 2\r\n\r\nno");
      String answer = player.restText();
      assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
      assertTrue(answer.contains("WWW-Authenticate: x"), answer);
      assertTrue(answer.endsWith("\r\n\r\nno"), answer);
    }
  }

  @Test
  void http10GetsAnAnswerThatEndsWithTheConnection() throws Exception {
    try (RawPeer player =
            RawPeer.connect(house.port()).send("GET /rooms/a HTTP/1.0\r\nHost: h\r\n\r\n");
        RawPeer node = place.accept()) {
      node.head();
      node.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
      String answer = player.restText();
      assertFalse(answer.toLowerCase(Locale.ROOT).contains("chunked"), answer);
      assertTrue(answer.endsWith("\r\n\r\nabc"), answer);
    }
  }

  private static CompletableFuture<Void> async(Sending sending) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            sending.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private interface Sending {
    void run() throws IOException;
  }
}
