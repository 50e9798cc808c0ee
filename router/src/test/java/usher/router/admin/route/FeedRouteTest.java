package usher.router.admin.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import usher.common.feed.FeedLimits;
import usher.common.feed.TopicName;
import usher.router.admin.AdminAnswer;

class FeedRouteTest {
  private final List<String> published = new ArrayList<>();
  private CompletableFuture<Long> outcome = CompletableFuture.completedFuture(2L);

  private CompletionStage<Long> publish(TopicName topic, String message) {
    published.add(topic + "=" + message);
    return outcome;
  }

  private AdminAnswer post(String topic, String message) {
    return new FeedRoute(this::publish)
        .answer(topic, message)
        .toCompletableFuture()
        .getNow(AdminAnswer.text(0, "", "waits"));
  }

  @Test
  void messageIsPublishedAndItsHearersAreCounted() {
    AdminAnswer answer = post("AAPL", "100.1");
    assertEquals(200, answer.status());
    assertEquals("{\"topic\":\"AAPL\",\"heard\":2}", answer.body());
    assertEquals(List.of("AAPL=100.1"), published);
  }

  @Test
  void whatIsNoTopicOrNoMessageIsRefusedBeforeRedisHearsOfIt() {
    assertEquals(400, post("a b", "1").status());
    assertEquals(400, post("AAPL", "").status());
    AdminAnswer tooLong = post("AAPL", "ä".repeat(FeedLimits.MAX_MESSAGE_BYTES / 2) + "x");
    assertEquals(413, tooLong.status());
    assertEquals(List.of(), published);
    assertEquals(200, post("AAPL", "ä".repeat(FeedLimits.MAX_MESSAGE_BYTES / 2)).status());
  }

  @Test
  void withoutAJournalThereIsNothingToPublishTo() {
    AdminAnswer answer = new FeedRoute(null).answer("AAPL", "1").toCompletableFuture().getNow(null);
    assertEquals(409, answer.status());
    assertTrue(answer.body().contains("feeds stay within one node"), answer.body());
  }

  @Test
  void redisThatIsSlowIsWaitedFor() {
    outcome = new CompletableFuture<>();
    assertEquals("waits", post("AAPL", "1").body());
  }
}
