package usher.node.feed.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import usher.common.feed.FeedLimits;
import usher.common.feed.RetainPattern;
import usher.common.feed.TopicName;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;

class HubTest {
  private static final TopicName AAPL = new TopicName("AAPL");
  private static final String WELCOME =
      "{\"type\":\"welcome\",\"feeds\":\"cluster\",\"node\":\"n1\"}";
  private static final String GAP = "{\"type\":\"gap\",\"topic\":\"AAPL\"}";

  private final FeedCounts counts = new FeedCounts();
  private final Hub hub = new Hub("n1", true, 200, counts);
  private final FakeRedis redis = new FakeRedis(hub.topics());
  private final FakeFeedLine line = new FakeFeedLine();

  private void connect() {
    hub.source(true, redis);
    redis.connect();
    redis.settle();
  }

  private FakeFeedSeat seat(FakeFeedLine on, TopicName... returning) {
    FakeFeedSeat seat = new FakeFeedSeat(on);
    hub.open(seat, List.of(returning));
    assertEquals(WELCOME, seat.first());
    return seat;
  }

  private FakeFeedSeat listening(FakeFeedLine on) {
    FakeFeedSeat seat = seat(on);
    seat.ask(hub, "{\"subscribe\":\"AAPL\"}");
    redis.settle();
    assertEquals("{\"type\":\"subscribed\",\"n\":1,\"topics\":[\"AAPL\"]}", seat.heard().get(0));
    return seat;
  }

  private static PlayerFrame frame(String value) {
    PlayerFrame frame = FeedFrames.message(AAPL, value.getBytes(StandardCharsets.UTF_8));
    assertTrue(frame != null);
    return frame;
  }

  private static String message(String value) {
    return "{\"type\":\"message\",\"topic\":\"AAPL\",\"message\":" + value + "}";
  }

  private static String retained(String value) {
    return "{\"type\":\"message\",\"topic\":\"AAPL\",\"message\":" + value + ",\"retained\":true}";
  }

  @Test
  void aSeatIsSubscribedOnceRedisConfirmsIt() {
    connect();
    FakeFeedSeat seat = seat(line);
    seat.ask(hub, "{\"subscribe\":\"AAPL\"}");
    assertEquals(List.of(), seat.heard());
    redis.carryOut();
    assertEquals(List.of(), seat.heard());
    redis.tell();
    assertEquals(List.of("{\"type\":\"subscribed\",\"n\":1,\"topics\":[\"AAPL\"]}"), seat.heard());
  }

  @Test
  void aTopicThatTheTicketIsNotForIsRejected() {
    connect();
    FakeFeedSeat seat = seat(line);
    seat.permitted = "MSFT";
    seat.ask(hub, "{\"subscribe\":[\"MSFT\",\"AAPL\"]}");
    redis.settle();
    assertEquals(
        List.of(
            "{\"type\":\"rejected\",\"n\":1,\"reason\":\"your ticket is not for the topic AAPL\"}"),
        seat.heard());
  }

  @Test
  void aMessageCrossesALineOnceHoweverManySeatsHearIt() {
    connect();
    FakeFeedSeat ann = listening(line);
    FakeFeedSeat bob = listening(line);
    FakeFeedLine other = new FakeFeedLine();
    FakeFeedSeat cem = listening(other);
    redis.say(AAPL, frame("1"));
    redis.settle();
    for (FakeFeedSeat seat : List.of(ann, bob, cem)) {
      assertEquals(List.of(message("1")), seat.heard());
    }
    assertEquals(1, line.frames());
    assertEquals(1, other.frames());
    assertEquals(1, counts.total(FeedCount.SUBSCRIBES));
    assertEquals(2, counts.total(FeedCount.MESSAGES_OUT));
  }

  @Test
  void theLastToLeaveMakesTheNodeLeave() {
    connect();
    FakeFeedSeat ann = listening(line);
    FakeFeedSeat bob = listening(line);
    ann.ask(hub, "{\"unsubscribe\":\"AAPL\"}");
    redis.settle();
    assertEquals(List.of("{\"type\":\"unsubscribed\",\"n\":2,\"topics\":[\"AAPL\"]}"), ann.heard());
    assertEquals(Set.of(AAPL), redis.subscribed());
    assertTrue(hub.detach(bob));
    redis.settle();
    assertEquals(Set.of(), redis.subscribed());
    assertEquals(0, hub.topics().size());
    assertEquals(0, line.voices());
  }

  @Test
  void commandsAreAnsweredInOrder() {
    connect();
    FakeFeedSeat seat = seat(line);
    seat.ask(hub, "{\"subscribe\":\"AAPL\"}");
    seat.ask(hub, "{\"say\":\"hi\"}");
    seat.ask(hub, "{\"subscribe\":[\"B\",\"C\"],\"unsubscribe\":\"AAPL\"}");
    assertEquals(2, seat.waiting());
    redis.settle();
    assertEquals(0, seat.waiting());
    List<String> heard = seat.heard();
    assertTrue(heard.get(1).startsWith("{\"type\":\"rejected\",\"n\":2,"), heard.toString());
    assertEquals(
        List.of(
            "{\"type\":\"unsubscribed\",\"n\":3,\"topics\":[\"AAPL\"]}",
            "{\"type\":\"subscribed\",\"n\":3,\"topics\":[\"B\",\"C\"]}"),
        heard.subList(2, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "{}",
        "[]",
        "{\"subscribe\":7}",
        "{\"subscribe\":[]}",
        "{\"subscribe\":[null]}",
        "{\"subscribe\":\"a b\"}",
        "{\"subscribe\":\"..\"}",
        "{\"unsubscribe\":null}",
        "{} {}",
        "{\"subscribe\":[\"A\",\"a/b\"]}"
      })
  void aCommandThatIsNoneIsRejectedWithWhatWouldBeRight(String command) {
    connect();
    FakeFeedSeat seat = seat(line);
    seat.ask(hub, command);
    String said = seat.heard().get(0);
    assertTrue(said.startsWith("{\"type\":\"rejected\",\"n\":1,\"reason\":\"a "), said);
    assertEquals(0, hub.topics().size());
  }

  @Test
  void aSeatHasAsManyTopicsAsTheBoundSaysAndNoMore() {
    connect();
    FakeFeedSeat seat = seat(line);
    for (int i = 0; i < FeedLimits.MAX_TOPICS_OF_SEAT; i++) {
      seat.ask(hub, "{\"subscribe\":\"t" + i + "\"}");
    }
    redis.settle();
    seat.heard();
    seat.ask(hub, "{\"subscribe\":[\"t1\",\"AAPL\"]}");
    assertTrue(seat.heard().get(0).contains("at most 100 topics"));
    seat.ask(hub, "{\"unsubscribe\":\"t0\",\"subscribe\":[\"t1\",\"AAPL\"]}");
    redis.settle();
    assertTrue(seat.heard().get(1).startsWith("{\"type\":\"subscribed\""));
  }

  @Test
  void aNodeHasAsManyTopicsAsTheBoundSaysAndNoMore() {
    connect();
    for (int s = 0; s < 2; s++) {
      FakeFeedSeat seat = seat(line);
      for (int i = 0; i < FeedLimits.MAX_TOPICS_OF_SEAT; i++) {
        seat.ask(hub, "{\"subscribe\":\"t" + s + "." + i + "\"}");
        redis.settle();
      }
    }
    FakeFeedSeat last = seat(line);
    last.ask(hub, "{\"subscribe\":\"AAPL\"}");
    assertTrue(last.heard().get(0).contains("this node has 200 topics"));
    last.ask(hub, "{\"subscribe\":\"t0.0\"}");
    assertTrue(last.heard().get(0).startsWith("{\"type\":\"subscribed\""));
    FakeFeedSeat returning = seat(line, AAPL);
    assertEquals(List.of("forgone: AAPL", GAP), returning.heard());
  }

  @Test
  void aBrokenConnectionIsAGapForThoseWhoStayed() {
    connect();
    FakeFeedSeat seat = listening(line);
    redis.breakOff();
    redis.settle();
    redis.say(AAPL, frame("1"));
    FakeFeedSeat late = seat(line);
    late.ask(hub, "{\"subscribe\":\"AAPL\"}");
    assertEquals(List.of(), seat.heard());
    redis.connect();
    redis.settle();
    redis.say(AAPL, frame("2"));
    redis.settle();
    assertEquals(List.of(GAP, message("2")), seat.heard());
    assertEquals(
        List.of("{\"type\":\"subscribed\",\"n\":1,\"topics\":[\"AAPL\"]}", message("2")),
        late.heard());
  }

  @Test
  void aSeatOfALostNodeHearsItsTopicsAgainWithAGap() {
    connect();
    FakeFeedSeat seat = seat(line, AAPL);
    redis.settle();
    assertEquals(List.of(GAP), seat.heard());
    // What it asked of the node that was lost comes again, with the numbers of then.
    hub.command(seat, 5, "{\"subscribe\":\"AAPL\"}".getBytes(StandardCharsets.UTF_8));
    hub.command(seat, 5, "{\"subscribe\":\"B\"}".getBytes(StandardCharsets.UTF_8));
    redis.say(AAPL, frame("1"));
    redis.settle();
    assertEquals(
        List.of("{\"type\":\"subscribed\",\"n\":5,\"topics\":[\"AAPL\"]}", message("1")),
        seat.heard());
  }

  @Test
  void aTopicThatIsGivenUpBeforeItIsHeardAgainIsForgone() {
    connect();
    FakeFeedSeat seat = seat(line, AAPL);
    seat.ask(hub, "{\"unsubscribe\":\"AAPL\"}");
    assertEquals(
        List.of("forgone: AAPL", "{\"type\":\"unsubscribed\",\"n\":1,\"topics\":[\"AAPL\"]}"),
        seat.heard());
    redis.settle();
    assertEquals(Set.of(), redis.subscribed());
  }

  @Test
  void aNewcomerHearsTheLastMessageThatWasKept() {
    hub.topics().retain(RetainPattern.list("A*"));
    connect();
    redis.say(AAPL, frame("1"));
    FakeFeedSeat first = seat(line);
    first.ask(hub, "{\"subscribe\":\"AAPL\"}");
    redis.settle();
    assertEquals(retained("1"), first.heard().get(1));
    redis.say(AAPL, frame("2"));
    redis.settle();
    FakeFeedSeat second = seat(line);
    second.ask(hub, "{\"subscribe\":\"AAPL\"}");
    assertEquals(retained("2"), second.heard().get(1));
    assertEquals(List.of(message("2")), first.heard());
  }

  @Test
  void aMessageThatIsHeardWhileTheLastIsAskedForWins() {
    hub.topics().retain(RetainPattern.list("*"));
    connect();
    FakeFeedSeat seat = seat(line);
    redis.say(AAPL, frame("1"));
    seat.ask(hub, "{\"subscribe\":\"AAPL\"}");
    redis.carryOut();
    redis.say(AAPL, frame("2"));
    redis.settle();
    List<String> heard = seat.heard();
    assertEquals(2, heard.size(), heard.toString());
    assertEquals(message("2"), heard.get(1));
  }

  @Test
  void afterAGapTheLastMessageFollows() {
    hub.topics().retain(RetainPattern.list("*"));
    connect();
    FakeFeedSeat seat = listening(line);
    redis.breakOff();
    redis.settle();
    redis.say(AAPL, frame("7"));
    redis.connect();
    redis.settle();
    assertEquals(List.of(GAP, retained("7")), seat.heard());
  }

  @Test
  void whatIsLeftOutIsAGap() {
    connect();
    FakeFeedSeat seat = listening(line);
    hub.topics().missed(AAPL);
    assertEquals(List.of(GAP), seat.heard());
  }

  @Test
  void withoutAJournalMessagesStayWithinTheNode() {
    FakeFeedSeat early = seat(line);
    early.ask(hub, "{\"subscribe\":\"AAPL\"}");
    hub.source(false, null);
    assertEquals(
        List.of(
            "{\"type\":\"welcome\",\"feeds\":\"node\",\"node\":\"n1\"}",
            "{\"type\":\"subscribed\",\"n\":1,\"topics\":[\"AAPL\"]}"),
        early.heard());
    hub.topics().publish(AAPL, "\"hi\"".getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(message("\"hi\"")), early.heard());
    hub.detach(early);
    assertEquals(0, hub.topics().size());
  }

  @Test
  void withAJournalRoomsPublishToRedis() {
    connect();
    hub.topics().publish(AAPL, "1".getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of("AAPL 1"), redis.published());
  }

  @Test
  void whatIsNoJsonIsSaidAsAText() {
    assertEquals(message("{\"bid\":1}"), frame(" {\"bid\":1}\n").toString());
    assertEquals(message("\"100.1 USD\""), frame("100.1 USD").toString());
    assertEquals(message("\"\""), frame("").toString());
    assertEquals(message("\"{\\\"a\\\":\""), frame("{\"a\":").toString());
    assertEquals(message("\"1 2\""), frame("1 2").toString());
    assertNull(FeedFrames.message(AAPL, new byte[] {'"', (byte) 0xC3, '"'}));
  }

  @Test
  void aNodeThatDrainsEndsItsSeatsAFewAtATime() {
    connect();
    FakeFeedSeat ann = listening(line);
    FakeFeedSeat bob = listening(line);
    assertEquals(1, hub.end(CloseReason.NODE_LEAVING, 1));
    assertEquals(List.of("closed: node-leaving"), ann.heard());
    assertEquals(1, hub.end(CloseReason.NODE_LEAVING, 5));
    assertEquals(List.of("closed: node-leaving"), bob.heard());
    redis.settle();
    assertEquals(Set.of(), redis.subscribed());
  }
}
