package usher.bench.load.feeds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListeningTest {
  private final FeedTopic topic = new FeedTopic("t");

  private void publish(int messages) {
    for (int i = 0; i < messages; i++) {
      topic.begin();
      topic.end();
    }
  }

  @Test
  void whatWasPublishedBeforeNeedNotBeHeardAndAllAfterMust() {
    publish(5);
    Listening listening = new Listening(topic);
    assertEquals(0, listening.missing());
    publish(3);
    assertEquals(3, listening.missing());
    assertEquals(1, listening.heard(6));
    assertEquals(1, listening.missing());
    assertEquals(0, listening.heard(7));
    assertEquals(0, listening.missing());
  }

  @Test
  void oneThatIsUnderWayMayBeHeardOrNotButNothingIsLeftOutAfterIt() {
    publish(5);
    topic.begin();
    Listening without = new Listening(topic);
    Listening with = new Listening(topic);
    topic.end();
    publish(2);
    assertEquals(0, without.heard(6));
    assertEquals(0, with.heard(5));
    assertEquals(1, with.heard(7));
  }

  @Test
  void aGapForgivesWhatWasBeforeIt() {
    Listening listening = new Listening(topic);
    publish(4);
    listening.heard(0);
    listening.anew();
    assertEquals(0, listening.missing());
    publish(1);
    assertEquals(0, listening.heard(4));
    assertTrue(listening.knows(4));
  }

  @Test
  void aMessageThatIsTriedAgainKeepsItsNumber() {
    assertEquals(0, topic.begin());
    assertEquals(0, topic.begin());
    topic.end();
    assertEquals(1, topic.begin());
  }

  @Test
  void framesAreRead() throws IOException {
    FeedFrame message =
        FeedFrame.read(
            "{\"type\":\"message\",\"topic\":\"t\",\"message\":"
                + FeedFrame.message(7, 9)
                + ",\"retained\":true}");
    assertEquals("t", message.topic());
    assertEquals(7, message.seq());
    assertEquals(9, message.atNs());
    FeedFrame answer = FeedFrame.read("{\"type\":\"subscribed\",\"n\":1,\"topics\":[\"a\",\"b\"]}");
    assertEquals(List.of("a", "b"), answer.topics());
  }
}
