package usher.node.player;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import usher.common.feed.TopicName;

/** Feeds at the node's own port, without a router: messages stay within the node. */
class FeedPortTest {
  @Test
  void aPlayerHearsTheTopicsThatItSubscribedTo() {
    try (TestNode node = TestNode.standalone();
        TestPlayer ann = TestPlayer.connectTo(node.port(), "/feeds?player=ann");
        TestPlayer bob = TestPlayer.connectTo(node.port(), "/feeds")) {
      assertEquals("node", ann.next("welcome").path("feeds").asText());
      assertEquals("node-1", bob.next("welcome").path("node").asText());
      for (TestPlayer player : new TestPlayer[] {ann, bob}) {
        player.send("{\"subscribe\":[\"AAPL\",\"MSFT\"]}");
        assertEquals(1, player.next("subscribed").path("n").asInt());
      }
      assertEquals(2, node.rooms.load().seats());
      node.feeds.publish(new TopicName("AAPL"), "100.1".getBytes(StandardCharsets.UTF_8));
      assertEquals(100.1, ann.next("message").path("message").asDouble());
      assertEquals("AAPL", bob.next("message").path("topic").asText());
      ann.sendBinary(new byte[] {1});
      assertEquals(2, ann.next("rejected").path("n").asInt());
      ann.vanish();
      bob.leave();
      node.await(() -> node.rooms.load().seats() == 0 && node.feeds.counts().topics() == 0);
    }
  }

  @Test
  void aNodeThatDrainsEndsItsSeatsAndTakesNoOthers() {
    try (TestNode node = TestNode.standalone();
        TestPlayer ann = TestPlayer.connectTo(node.port(), "/feeds")) {
      ann.next("welcome");
      node.feeds.drain(true);
      assertEquals("1001 node-leaving", ann.closedWith());
      assertEquals(503, TestPlayer.refusalOf(node.port(), "/feeds"));
      node.feeds.drain(false);
      try (TestPlayer bob = TestPlayer.connectTo(node.port(), "/feeds")) {
        bob.next("welcome");
      }
    }
  }

  @Test
  void aFloodOfCommandsEndsTheSeat() {
    try (TestNode node = TestNode.standalone();
        TestPlayer ann = TestPlayer.connectTo(node.port(), "/feeds")) {
      ann.next("welcome");
      ann.flood(10_000);
      assertTrue(ann.closedWith().contains("too-fast"));
      node.await(() -> node.rooms.load().seats() == 0);
    }
  }

  @Test
  void aNameOutOfRuleIsRefused() {
    try (TestNode node = TestNode.standalone()) {
      assertEquals(400, TestPlayer.refusalOf(node.port(), "/feeds?player="));
    }
  }
}
