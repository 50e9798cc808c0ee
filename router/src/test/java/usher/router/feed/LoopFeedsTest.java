package usher.router.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.feed.FeedLimits;
import usher.common.feed.TopicName;
import usher.common.link.FeedOpen;
import usher.common.link.LinkFormatException;
import usher.common.player.CloseReason;
import usher.router.cluster.FeedNodes;
import usher.router.feed.FeedDesk.Player;
import usher.router.feed.FeedDesk.Spoken;
import usher.router.feed.FeedDesk.Way;
import usher.router.seat.SeatMetrics.Drop;

class LoopFeedsTest {
  private final FeedDesk desk = new FeedDesk();

  @Test
  void seatIsOpenedAtTheNodeThatTheClusterNamesAndHearsItsWelcome() {
    Player ann = desk.comes();
    assertEquals(1, desk.answer("n1").seats());
    Way way = desk.way("n1");
    assertEquals(1, way.dials);
    assertEquals(List.of(), way.sent);
    way.up();
    assertEquals(List.of("open 1"), way.sent);
    assertEquals("ann", way.requests.get(0).player());
    assertEquals(List.of(), way.topicsAsked());
    assertEquals(1, desk.parked);
    way.welcome(1);
    assertEquals(List.of("welcome"), ann.heard);
    assertEquals(0, desk.parked);
    assertEquals(0, desk.reopened);
  }

  @Test
  void playersOfOneTurnAreAskedForAtOnce() {
    for (int i = 0; i < 700; i++) {
      desk.feeds.seat(new FeedOpen(null, List.of(), null), new Player());
    }
    desk.run();
    assertEquals(1, desk.asked.size());
    assertEquals(FeedSeatLimits.SEATS_ASKED_AT_ONCE, desk.answer("n1").seats());
    assertEquals(200, desk.answer("n2").seats());
    assertEquals(0, desk.asked.size());
    desk.way("n1").up();
    assertEquals(500, desk.way("n1").sent.size());
  }

  @Test
  void messageReachesThoseWhoListenAndNobodyElse() throws Exception {
    Player ann = desk.sits("n1");
    Player bob = desk.sits("n1");
    desk.sits("n1");
    Way way = desk.way("n1");
    way.topic(7, "AAPL");
    way.link().onListen(1, 7);
    way.link().onListen(2, 7);
    way.says(7, "100");
    way.link().onUnlisten(1, 7);
    way.says(7, "101");
    assertEquals(List.of("100"), ann.heard);
    assertEquals(List.of("100", "101"), bob.heard);
    assertEquals(2, desk.messages);
    assertEquals(3, desk.deliveries);
    assertEquals(1, desk.topics);
    way.link().onSaid(7, true, new Spoken("gap"));
    assertEquals(1, desk.gaps);
    assertEquals(2, desk.messages);
    way.link().onTopicEnd(7);
    assertFalse(way.link().hasGroup(7));
    assertEquals(0, desk.topics);
  }

  @Test
  void lostNodesSeatsGoOnElsewhereWithTheirTopicsAndWhatIsUnanswered() throws Exception {
    Player ann = desk.sits("n1");
    Way way = desk.way("n1");
    way.topic(1, "A");
    way.topic(2, "B");
    way.link().onListen(1, 1);
    way.link().onListen(1, 2);
    ann.says("one");
    ann.says("two");
    ann.says("three");
    way.link().onAnswer(1, 1, false, new Spoken("subscribed"));
    way.link().onAnswer(1, 3, false, new Spoken("subscribed"));
    assertEquals(List.of("open 1", "1: 1 one", "1: 2 two", "1: 3 three"), way.sent);
    way.link().onDown();
    desk.run();
    assertEquals(1, desk.parked);
    assertEquals(0, desk.topics);
    ann.says("four");
    assertEquals(List.of(FeedDesk.node("n1")), desk.answer("n2").avoid());
    Way next = desk.way("n2");
    next.up();
    assertEquals(List.of("open 1", "1: 2 two", "1: 4 four"), next.sent);
    assertEquals(List.of("A", "B"), next.topicsAsked());
    next.welcome(1);
    assertEquals(1, desk.reopened);
    assertEquals(0, desk.parked);
    next.topic(9, "B");
    next.link().onListen(1, 9);
    next.link().onAnswer(1, 0, true, new Spoken("gap B"));
    next.says(9, "b");
    assertEquals(List.of("subscribed", "subscribed", "welcome", "gap B", "b"), ann.heard);
    assertEquals(1, desk.gaps);
    // Only B is heard there by now: A is still asked for.
    next.link().onLost();
    desk.run();
    desk.answer("n3");
    desk.way("n3").up();
    assertEquals(List.of("A", "B"), desk.way("n3").topicsAsked());
  }

  @Test
  void topicGivenUpBeforeItWasHeardAgainIsNotAskedForOnceMore() throws Exception {
    Player ann = desk.sits("n1");
    Way way = desk.way("n1");
    way.topic(1, "A");
    way.link().onListen(1, 1);
    way.link().onDown();
    desk.run();
    desk.answer("n2");
    Way next = desk.way("n2");
    next.up();
    next.welcome(1);
    ann.says("unsubscribe A");
    next.link().onUnlisten(1, new TopicName("A"));
    next.link().onAnswer(1, 1, false, new Spoken("unsubscribed"));
    next.link().onDown();
    desk.run();
    desk.answer("n3");
    desk.way("n3").up();
    assertEquals(List.of(), desk.way("n3").topicsAsked());
  }

  @Test
  void nodeThatCannotBeReachedIsLeftForAnother() {
    desk.comes();
    desk.answer("n1");
    desk.way("n1").link().onDialFailed();
    desk.run();
    assertEquals(List.of(FeedDesk.node("n1")), desk.answer("n2").avoid());
    desk.way("n2").up();
    assertEquals(List.of("open 1"), desk.way("n2").sent);
    desk.after(FeedSeatLimits.AVOID.toMillis());
    desk.comes();
    assertEquals(List.of(), desk.asked.remove().avoid());
  }

  @Test
  void whoHeardNothingYetIsRefusedAtOnceAndOthersWaitUpToTheParkingTime() {
    Player ann = desk.sits("n1");
    desk.way("n1").link().onLost();
    Player bob = desk.comes();
    desk.run();
    desk.answerNone(CloseReason.NO_NODE, false);
    assertEquals(List.of("closed no-node 1"), bob.heard);
    assertEquals(1, desk.seats);
    assertTrue(ann.heard.isEmpty());
    for (int ms = 0; ms < 10_000; ms += 50) {
      desk.after(50);
      desk.answerNone(CloseReason.NO_FEEDS, false);
    }
    assertTrue(ann.heard.isEmpty());
    desk.after(50);
    assertEquals(List.of("closed no-feeds 1"), ann.heard);
    assertEquals(0, desk.seats);
    assertEquals(0, desk.parked);
    assertEquals(CloseReason.NO_FEEDS, desk.left);
  }

  @Test
  void whoHeardNothingYetWaitsForANodeThatIsOnItsWay() {
    Player ann = desk.comes();
    desk.answerNone(CloseReason.NO_NODE, true);
    assertTrue(ann.heard.isEmpty());
    desk.after(50);
    desk.answer("n1");
    desk.way("n1").up();
    desk.way("n1").welcome(1);
    assertEquals(List.of("welcome"), ann.heard);
  }

  @Test
  void clusterThatTakesNoQuestionIsAskedAgain() {
    desk.inboxFull = true;
    desk.comes();
    assertEquals(0, desk.asked.size());
    desk.inboxFull = false;
    desk.after(10);
    assertEquals(0, desk.asked.size());
    desk.after(50);
    assertEquals(1, desk.asked.size());
  }

  @Test
  void whoWentMeanwhileIsNotOpened() {
    Player ann = desk.comes();
    Player bob = desk.comes();
    ann.seat().gone(true);
    FeedNodes two =
        new FeedNodes(List.of(FeedDesk.node("n1"), FeedDesk.node("n1")), null, false, 0);
    desk.asked.remove().listener().onFeedNodes(two);
    desk.run();
    Way way = desk.way("n1");
    bob.seat().gone(false);
    way.up();
    assertEquals(List.of(), way.sent);
    assertEquals(0, desk.seats);
    assertEquals(0, desk.parked);
    assertEquals(0, desk.asked.size());
  }

  @Test
  void whoGoesIsDetachedAndHearsNothingMore() throws Exception {
    Player ann = desk.sits("n1");
    Way way = desk.way("n1");
    way.topic(1, "A");
    way.link().onListen(1, 1);
    ann.seat().gone(true);
    assertEquals(List.of("open 1", "detach 1 on purpose"), way.sent);
    way.says(1, "a");
    assertFalse(way.link().hasOpen(1));
    assertEquals(0, desk.deliveries);
    assertEquals(1, desk.messages);
    assertEquals(0, desk.seats);
  }

  @Test
  void nodeThatLeavesHandsItsSeatsOver() {
    Player ann = desk.sits("n1");
    Way way = desk.way("n1");
    way.link().onClose(1, CloseReason.NODE_LEAVING, 1);
    desk.run();
    assertEquals(0, desk.asked.size());
    desk.after(50);
    desk.answer("n2");
    desk.way("n2").up();
    desk.way("n2").welcome(1);
    assertEquals(List.of("welcome"), ann.heard);
    assertEquals(1, desk.reopened);
    assertEquals(List.of("open 1"), way.sent);
  }

  @Test
  void nodeThatEndsASeatForAnotherReasonEndsItForGood() {
    Player ann = desk.sits("n1");
    desk.way("n1").link().onClose(1, CloseReason.TOO_FAST, 0);
    assertEquals(List.of("closed too-fast 0"), ann.heard);
    assertEquals(0, desk.seats);
    ann.says("late");
    ann.seat().gone(false);
  }

  @Test
  void fullNodeRefusesANewcomerAndKeepsLookingForOneWhoSat() {
    Player ann = desk.sits("n1");
    desk.way("n1").link().onDown();
    Player bob = desk.comes();
    desk.answer("n2");
    desk.way("n2").up();
    desk.way("n2").link().onClose(1, CloseReason.TOO_MANY_PLAYERS, 1);
    desk.way("n2").link().onClose(2, CloseReason.TOO_MANY_PLAYERS, 1);
    assertTrue(ann.heard.isEmpty());
    assertEquals(List.of("closed too-many-players 1"), bob.heard);
    desk.after(50);
    assertEquals(1, desk.asked.size());
  }

  @Test
  void commandsAreKeptUpToABoundAndThePlayerIsReadNoMoreAtIt() {
    Player ann = desk.sits("n1");
    Way way = desk.way("n1");
    way.writable = false;
    for (int i = 1; i <= 63; i++) {
      ann.says("c" + i);
    }
    assertTrue(ann.isRead);
    ann.says("c64");
    assertFalse(ann.isRead);
    assertEquals(1, way.sent.size());
    way.writable = true;
    way.link().onWritable();
    assertEquals(65, way.sent.size());
    for (int i = 1; i <= 31; i++) {
      way.link().onAnswer(1, i, false, new Spoken("ok"));
    }
    assertFalse(ann.isRead);
    way.link().onAnswer(1, 32, false, new Spoken("ok"));
    assertTrue(ann.isRead);
  }

  @Test
  void seatHearsAHundredTopicsAndOneMoreIsMalformed() throws Exception {
    desk.sits("n1");
    Way way = desk.way("n1");
    for (int i = 1; i <= FeedLimits.MAX_TOPICS_OF_SEAT + 1; i++) {
      way.topic(i, "t" + i);
    }
    for (int i = 1; i <= FeedLimits.MAX_TOPICS_OF_SEAT; i++) {
      way.link().onListen(1, i);
    }
    way.link().onListen(1, 5);
    assertThrows(
        LinkFormatException.class, () -> way.link().onListen(1, FeedLimits.MAX_TOPICS_OF_SEAT + 1));
  }

  @Test
  void framesThatNobodyWaitsForAreDroppedAndWhatCannotBeIsMalformed() throws Exception {
    desk.sits("n1");
    Way way = desk.way("n1");
    way.topic(1, "A");
    way.link().onListen(77, 1);
    way.link().onUnlisten(77, 1);
    way.link().onUnlisten(77, new TopicName("A"));
    assertEquals(3, desk.drops(Drop.OLD_OPEN));
    way.link().onUnlisten(1, 9);
    way.link().onTopicEnd(9);
    assertEquals(2, desk.drops(Drop.OLD_GROUP));
    assertThrows(LinkFormatException.class, () -> way.link().onListen(1, 9));
    assertThrows(LinkFormatException.class, () -> way.topic(1, "B"));
    way.says(9, "nobody");
    assertEquals(0, desk.messages);
  }

  @Test
  void topicThatItsNodeEndedIsNotAskedForAgain() throws Exception {
    desk.sits("n1");
    Way way = desk.way("n1");
    way.topic(1, "A");
    way.link().onListen(1, 1);
    way.link().onTopicEnd(1);
    way.link().onDown();
    desk.run();
    desk.answer("n2");
    desk.way("n2").up();
    assertEquals(List.of(), desk.way("n2").topicsAsked());
  }

  @Test
  void stoppingRouterEndsAll() {
    Player ann = desk.sits("n1");
    Player bob = desk.comes();
    desk.feeds.stop(CloseReason.ROUTER_LEAVING);
    assertEquals(List.of("closed router-leaving 1"), ann.heard);
    assertEquals(List.of("closed router-leaving 1"), bob.heard);
    assertEquals(List.of("open 1", "detach 1"), desk.way("n1").sent);
    assertEquals(0, desk.feeds.size());
    assertEquals(0, desk.parked);
  }
}
