package usher.node.player;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
  private static TestNode node;

  @BeforeAll
  static void start() {
    node = TestNode.standalone();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String http(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a%20b, 400",
    "tea?player=, 400",
    "tea?player=%00, 400",
    "tea?role=king, 400",
    "tea?game=tictactoe, 400",
    "tea?player=a&player=b, 400",
    "tea?seat=short, 403",
    "tea?seat=xxxxxxxxxxxxxxxxxxxxxxxx&after=x, 400",
    "tea?seat=xxxxxxxxxxxxxxxxxxxxxxxx&answered=-1, 400",
  })
  void aParameterOutOfRuleIsRefused(String roomAndQuery, int status) {
    assertEquals(status, TestPlayer.refusal(node.port(), roomAndQuery));
  }

  @Test
  void anUpgradeThatIsNoneIsRefused() throws IOException {
    String head = "GET /rooms/tea HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n";
    assertTrue(http(head + "Upgrade: h2c\r\n\r\n").startsWith("HTTP/1.1 400"));
    String old = http(head + "Upgrade: websocket\r\nSec-WebSocket-Version: 8\r\n\r\n");
    assertTrue(old.startsWith("HTTP/1.1 426"), old);
    String keyless =
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n\r\n";
    assertTrue(http(head + keyless).contains("bad-upgrade"));
  }

  @Test
  void aHeadOverItsBoundIsRefused() throws IOException {
    String large = "GET / HTTP/1.1\r\nX: " + "y".repeat(9_000) + "\r\n\r\n";
    assertTrue(http(large).startsWith("HTTP/1.1 431"));
  }

  @Test
  void plainRequestsTellAboutTheNodeAndItsRooms() throws IOException {
    String get = " HTTP/1.1\r\nHost: x\r\n\r\n";
    assertTrue(http("GET /" + get).contains("Usher node node-1"));
    assertTrue(http("GET /healthz" + get).startsWith("HTTP/1.1 200"));
    assertTrue(http("GET /rooms/nobody-here" + get).startsWith("HTTP/1.1 404"));
    assertTrue(http("POST /" + get).startsWith("HTTP/1.1 405"));
    try (TestPlayer ann = node.join("seen?player=ann&game=chess")) {
      ann.next("welcome");
      String summary = http("GET /rooms/seen" + get);
      assertTrue(summary.contains("\"game\":\"chess\""), summary);
      assertTrue(summary.contains("\"players\":[\"ann\"]"), summary);
    }
  }

  @Test
  void aCommandOrMessageOverItsBoundEndsTheSocket() {
    try (TestPlayer ann = node.join("large?game=chat")) {
      ann.next("welcome");
      ann.send("{\"say\":\"" + "x".repeat(17_000) + "\"}");
      assertEquals("1013 too-large", ann.closedWith());
    }
    try (TestPlayer ann = node.join("large-relay?game=relay")) {
      ann.next("welcome");
      ann.send("x".repeat(65_000));
      assertEquals(65_000, ann.nextText().length());
      ann.sendBinary(new byte[66_000]);
      assertEquals("1013 too-large", ann.closedWith());
    }
  }

  @Test
  void aPlayerWhoFloodsIsClosedAndTheOthersStay() {
    try (TestPlayer bob = node.join("flood?game=relay&player=bob");
        TestPlayer ann = node.join("flood?player=ann")) {
      bob.next("welcome");
      ann.next("welcome");
      bob.next("event");
      ann.flood(5_000);
      assertEquals("1013 too-fast", ann.closedWith());
      bob.send("still here");
      bob.nextUntil("still here");
    }
  }

  @Test
  void aSeatIsTakenOverByTheConnectionThatCountsHigher() {
    try (TestPlayer first = node.join("twice?player=ann")) {
      JsonNode welcome = first.next("welcome");
      String seat = welcome.path("seat").asText();
      String after = welcome.path("id").asText();
      String back = "twice?seat=" + seat + "&after=" + after + "&answered=0&count=";
      try (TestPlayer second = node.join(back + 5)) {
        second.next("settled");
        assertEquals("1008 seat-taken-over", first.closedWith());
        assertEquals(409, TestPlayer.refusal(node.port(), back + 4));
        assertEquals(400, TestPlayer.refusal(node.port(), "twice?answered=9&seat=" + seat));
      }
    }
  }
}
