package usher.node.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static usher.node.link.TestLink.frame;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import usher.common.feed.TopicName;
import usher.common.link.LinkType;
import usher.common.player.CloseReason;

class LinkFeedsTest {
  private static final TopicName AAPL = new TopicName("AAPL");

  private final TestLink link = new TestLink();

  @AfterEach
  void close() {
    link.close();
    // What the hub still said of the opens that are detached now goes nowhere.
    link.outboxes.feedTurnEnded();
  }

  private void open(int id, String topics) {
    link.send(frame(LinkType.FEED_OPEN, id, 0, "{\"player\":\"ann\",\"topics\":[" + topics + "]}"));
  }

  private void command(int id, long n, String text) {
    link.send(frame(LinkType.COMMAND, id, n, text));
  }

  private void publish(String value) {
    link.feeds.hub.topics().publish(AAPL, value.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> said() {
    link.outboxes.feedTurnEnded();
    link.channel.runPendingTasks();
    return link.heard().stream()
        .map(f -> f.type() + " " + f.id() + " " + f.number() + " " + f.text())
        .toList();
  }

  private void listening(int... ids) {
    for (int id : ids) {
      open(id, "");
      command(id, 1, "{\"subscribe\":\"AAPL\"}");
    }
    said();
  }

  @Test
  void aSeatIsWelcomedAndHearsItsTopicBeforeItsCommandIsSettled() {
    open(5, "");
    command(5, 1, "{\"subscribe\":\"AAPL\"}");
    assertEquals(
        List.of(
            "ANSWER 5 0 {\"type\":\"welcome\",\"feeds\":\"node\",\"node\":\"node-1\"}",
            "TOPIC 1 0 AAPL",
            "LISTEN 5 1 ",
            "ANSWER 5 1 {\"type\":\"subscribed\",\"n\":1,\"topics\":[\"AAPL\"]}"),
        said());
  }

  @Test
  void aMessageCrossesTheLinkOnceHoweverManySeatsHearIt() {
    listening(5, 6, 7);
    publish("1");
    assertEquals(
        List.of("VOLATILE 1 0 {\"type\":\"message\",\"topic\":\"AAPL\",\"message\":1}"), said());
    assertEquals(1, link.counts.sentOf(LinkType.VOLATILE));
    assertEquals(3, link.counts.sentOf(LinkType.LISTEN));
  }

  @Test
  void theGroupEndsWithItsLastSeat() {
    listening(5, 6);
    command(5, 2, "{\"unsubscribe\":\"AAPL\"}");
    assertEquals(
        List.of(
            "UNLISTEN 5 1 ",
            "ANSWER 5 2 {\"type\":\"unsubscribed\",\"n\":2,\"topics\":[\"AAPL\"]}"),
        said());
    link.send(frame(LinkType.DETACH, 6, 1, ""));
    assertEquals(List.of("TOPIC_END 1 0 "), said());
    publish("1");
    assertEquals(List.of(), said());
  }

  @Test
  void aSeatOfALostNodeHearsItsTopicsAgain() {
    open(5, "\"AAPL\"");
    assertEquals(
        List.of(
            "TOPIC 1 0 AAPL", "LISTEN 5 1 ", "ANSWER 5 0 {\"type\":\"gap\",\"topic\":\"AAPL\"}"),
        said().subList(1, 4));
  }

  @Test
  void whatARouterLeavesUnreadIsAGapOnceItReadsAgain() {
    listening(5);
    link.reads = false;
    String long1 = '"' + "x".repeat(60_000) + '"';
    while (link.counts.total(LinkCount.DROPPED) == 0) {
      publish(long1);
      link.outboxes.feedTurnEnded();
      link.channel.runPendingTasks();
    }
    link.reads = true;
    assertEquals(List.of(), said());
    link.unwritten.forEach(promise -> promise.setSuccess());
    assertEquals(List.of("VOLATILE 1 0 {\"type\":\"gap\",\"topic\":\"AAPL\"}"), said());
    assertEquals(List.of(), said());
  }

  @Test
  void aBinaryFrameIsNoCommand() {
    listening(5);
    link.send(frame(LinkType.BINARY_COMMAND, 5, 2, "{\"subscribe\":\"B\"}"));
    assertTrue(said().get(0).startsWith("ANSWER 5 2 {\"type\":\"rejected\",\"n\":2,"));
  }

  @Test
  void anOpenThatIsNoneIsRefused() {
    open(5, "7");
    assertEquals(List.of("CLOSE 5 0 bad-request"), said());
    assertEquals(0, link.feeds.seats());
  }

  @Test
  void aHubThatHasTooMuchToDoRefuses() {
    listening(5);
    link.feeds.full = true;
    open(6, "");
    assertEquals(List.of("CLOSE 6 1 room-unavailable"), said());
    command(5, 2, "{\"subscribe\":\"B\"}");
    assertEquals(List.of("TOPIC_END 1 0 ", "CLOSE 5 1 too-fast"), sorted(said()));
    assertEquals(0, link.feeds.seats());
  }

  private static List<String> sorted(List<String> frames) {
    return frames.stream()
        .sorted((a, b) -> Boolean.compare(a.startsWith("CLOSE"), b.startsWith("CLOSE")))
        .toList();
  }

  @Test
  void anOpenThatTheNodeEndsIsOver() {
    listening(5, 6);
    assertEquals(2, link.feeds.hub.end(CloseReason.NODE_LEAVING, 9));
    assertTrue(said().contains("CLOSE 5 1 node-leaving"));
    link.send(frame(LinkType.DETACH, 5, 0, ""));
    command(6, 2, "{\"subscribe\":\"B\"}");
    assertEquals(List.of(), said());
    assertEquals(2, link.counts.total(LinkCount.IGNORED));
  }

  @Test
  void anOpenNumberIsUsedOnce() {
    listening(5);
    open(5, "");
    assertFalse(link.channel.isOpen());
  }

  @Test
  void theEndOfTheLinkDetachesAll() {
    listening(5, 6);
    link.channel.close();
    assertEquals(0, link.feeds.seats());
    assertEquals(0, link.feeds.counts.listeners());
  }
}
