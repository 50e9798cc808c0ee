package usher.router.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import usher.common.feed.TopicName;

class LastMessagesTest {
  private final LastMessages last = new LastMessages(2, 10);

  private boolean put(String topic, String message) {
    return last.put(new TopicName(topic), message.getBytes(StandardCharsets.US_ASCII));
  }

  private @Nullable String take() throws InterruptedException {
    LastMessages.Last next = last.take(0);
    return next == null
        ? null
        : next.topic() + "=" + new String(next.message(), StandardCharsets.US_ASCII);
  }

  @Test
  void ofEachTopicTheLastIsTakenTheOldestTopicFirst() throws Exception {
    put("a", "1");
    put("b", "2");
    put("a", "3");
    assertEquals("a=3", take());
    assertEquals("b=2", take());
    assertNull(take());
  }

  @Test
  void moreTopicsThanTheBoundAreNotTakenAndThoseThatWaitStay() throws Exception {
    assertTrue(put("a", "1"));
    assertTrue(put("b", "2"));
    assertFalse(put("c", "3"));
    assertTrue(put("a", "4"));
    assertEquals("a=4", take());
    assertTrue(put("c", "3"));
  }

  @Test
  void moreBytesThanTheBoundAreNotTaken() throws Exception {
    assertTrue(put("a", "0123456789"));
    assertFalse(put("b", "x"));
    assertFalse(put("a", "01234567890"));
    assertEquals("a=0123456789", take());
    assertTrue(put("b", "0123456789"));
  }

  @Test
  void whatIsPutBackGivesWayToWhatCameSince() throws Exception {
    put("a", "old");
    LastMessages.Last taken = last.take(0);
    assertTrue(taken != null && last.putBack(taken));
    assertEquals("a=old", take());
    put("a", "new");
    assertTrue(last.putBack(taken));
    assertEquals("a=new", take());
    assertNull(take());
  }
}
