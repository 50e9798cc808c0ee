package usher.node.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import usher.common.feed.TopicName;
import usher.node.feed.hub.FeedCount;
import usher.node.feed.hub.FeedCounts;
import usher.node.feed.hub.Hub;

/** What waits for the hub has bounds, and a flood of messages leaves room for players. */
class FeedMailboxTest {
  private static final TopicName TOPIC = new TopicName("t");

  private final FeedMailbox mailbox = new FeedMailbox();

  @Test
  void messagesTakeHalfOfItAndPlayersTheRest() {
    for (int i = 0; i < FeedMailbox.MAX_MESSAGES; i++) {
      assertTrue(mailbox.offerMessage(() -> {}));
    }
    assertFalse(mailbox.offerMessage(() -> {}));
    for (int i = FeedMailbox.MAX_MESSAGES; i < FeedMailbox.MAX_OFFERED; i++) {
      assertTrue(mailbox.offer(() -> {}));
    }
    assertFalse(mailbox.offer(() -> {}));
    mailbox.post(() -> {});
    assertNotNull(mailbox.poll());
    assertFalse(mailbox.offerMessage(() -> {}));
  }

  @Test
  void whatIsTooMuchIsLeftOutOnceToldAndCounted() {
    FeedCounts counts = new FeedCounts();
    Hub hub = new Hub("node-1", false, 10, counts);
    FeedInbox inbox = new FeedInbox(hub.topics(), mailbox, counts);
    byte[] message = "1".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < FeedMailbox.MAX_MESSAGES + 3; i++) {
      inbox.message(TOPIC, message);
    }
    assertEquals(3, counts.total(FeedCount.DROPPED));
    int entries = 0;
    for (Runnable next = mailbox.poll(); next != null; next = mailbox.poll()) {
      next.run();
      entries++;
    }
    assertEquals(FeedMailbox.MAX_MESSAGES + 1, entries, "all that fits, and one gap");
  }
}
