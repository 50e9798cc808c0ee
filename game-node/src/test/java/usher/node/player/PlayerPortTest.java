package usher.node.player;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import usher.common.player.SeatToken;
import usher.common.room.RoomId;

class PlayerPortTest {
  @Test
  void aPlayerIsWelcomedAndHearsWhatHappens() {
    try (TestNode node = TestNode.standalone();
        TestPlayer ann = node.join("tea?game=chat&player=ann")) {
      JsonNode welcome = ann.next("welcome");
      assertEquals("tea", welcome.path("room").asText());
      assertEquals("chat", welcome.path("game").asText());
      assertEquals("node-1", welcome.path("node").asText());
      assertEquals("ann", welcome.path("player").asText());
      assertEquals("1-1", welcome.path("id").asText());
      assertEquals(24, welcome.path("seat").asText().length());
      assertTrue(welcome.path("state").path("players").get(0).path("present").asBoolean());
      try (TestPlayer bob = node.join("tea?player=ann")) {
        assertEquals("ann-2", bob.next("welcome").path("player").asText());
        assertEquals("ann-2", ann.next("event").path("event").path("joined").asText());
        ann.send("{\"say\":\"hi\"}");
        assertEquals(
            "{\"type\":\"event\",\"id\":\"1-3\",\"seq\":3,\"by\":\"ann\",\"n\":1,"
                + "\"event\":{\"say\":\"hi\"}}",
            ann.nextText());
        assertEquals(
            "{\"type\":\"event\",\"id\":\"1-3\",\"seq\":3,\"by\":\"ann\",\"event\":{\"say\":\"hi\"}}",
            bob.nextText());
        bob.leave();
        assertEquals("ann-2", ann.next("event").path("event").path("left").asText());
      }
    }
  }

  @Test
  void aSeatIsBoundToThePlayerOfTheTicketThroughATunnelToo() {
    try (TestNode node = TestNode.standalone();
        TestPlayer ann = TestPlayer.connectAs("j%C3%B6rg%20b", node.port(), "tea?player=ann")) {
      JsonNode welcome = ann.next("welcome");
      assertEquals("j\u00f6rg b", welcome.path("player").asText());
      String seat = welcome.path("seat").asText();
      assertTrue(SeatToken.isBoundTo(seat, "j\u00f6rg b"), seat);
      String back = "tea?count=2&answered=0&after=1-1&seat=" + seat;
      assertEquals(403, refusalAs("bob", node.port(), back));
      assertEquals(
          403, refusalAs("bob", node.port(), "tea?count=2&answered=0&seat=" + SeatToken.fresh()));
      assertEquals(400, refusalAs("%zz", node.port(), "tea"));
      assertEquals(400, refusalAs("%00", node.port(), "tea"));
      try (TestPlayer again = TestPlayer.connectAs("j%C3%B6rg%20b", node.port(), back)) {
        again.next("settled");
      }
    }
  }

  private static int refusalAs(String name, int port, String roomAndQuery) {
    try (TestPlayer player = TestPlayer.connectAs(name, port, roomAndQuery)) {
      throw new AssertionError("it was not refused: " + player.next());
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  @Test
  void whatIsNoCommandIsRejectedAndTheSocketStays() {
    try (TestNode node = TestNode.standalone();
        TestPlayer ann = node.join("tea?game=chat&player=ann")) {
      ann.next("welcome");
      ann.send("{");
      assertEquals(1, ann.next("rejected").path("n").asInt());
      ann.send("[1]");
      assertEquals(2, ann.next("rejected").path("n").asInt());
      ann.sendBinary(new byte[3]);
      assertEquals(3, ann.next("rejected").path("n").asInt());
      ann.send("{\"say\":\"hi\"}");
      assertEquals(4, ann.next("event").path("n").asInt());
    }
  }

  @Test
  void aSeatIsResumedWithWhatItMissedAndNoCommandTakesEffectTwice() {
    try (TestNode node = TestNode.standalone();
        TestPlayer bob = node.join("tea?player=bob")) {
      bob.next("welcome");
      TestPlayer ann = node.join("tea?player=ann");
      String seat = ann.next("welcome").path("seat").asText();
      bob.next("event");
      ann.send("{\"say\":\"one\"}");
      ann.send("{\"bad\":1}");
      ann.send("{\"say\":\"two\"}");
      bob.next("event");
      bob.next("event");
      ann.vanish();
      bob.send("{\"say\":\"away?\"}");
      bob.next("event");
      try (TestPlayer back = node.join("tea?seat=" + seat + "&after=1-2&answered=0&count=1")) {
        assertEquals(1, back.next("event").path("n").asInt());
        assertEquals(2, back.next("rejected").path("n").asInt());
        assertEquals(3, back.next("event").path("n").asInt());
        JsonNode missed = back.next("event");
        assertEquals("bob", missed.path("by").asText());
        assertFalse(missed.has("n"));
        assertEquals(3, back.next("settled").path("n").asInt());
        back.send("{\"say\":\"one\"}");
        back.send("{\"bad\":1}");
        back.send("{\"say\":\"two\"}");
        back.send("{\"say\":\"three\"}");
        JsonNode fresh = back.next("event");
        assertEquals(4, fresh.path("n").asInt());
        assertEquals(6, fresh.path("seq").asInt());
      }
    }
  }

  @Test
  void relayPassesFramesUnchangedToAll() {
    try (TestNode node = TestNode.standalone();
        TestPlayer ann = node.join("r?game=relay&player=ann");
        TestPlayer bob = node.join("r?player=bob")) {
      ann.next("welcome");
      bob.next("welcome");
      ann.next("event");
      ann.send("no json");
      assertEquals("no json", ann.nextText());
      assertEquals("no json", bob.nextText());
      bob.sendBinary(new byte[70]);
      assertEquals("binary 70", ann.nextText());
    }
  }

  @Test
  void underARouterOnlyAPlacedRoomOpens() {
    try (TestNode node = TestNode.underRouter()) {
      assertEquals(503, TestPlayer.refusal(node.port(), "tea"));
      assertTrue(node.announced.contains("stale tea"), node.announced.toString());
      node.rooms.place(new RoomId("tea"), 7, null);
      try (TestPlayer ann = node.join("tea")) {
        assertEquals("7-1", ann.next("welcome").path("id").asText());
        node.rooms.forget(new RoomId("tea"), 7);
        assertEquals("1012 room-unavailable", ann.closedWith());
      }
    }
  }
}
