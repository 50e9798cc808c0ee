package usher.router.seat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.link.OpenRequest;
import usher.common.room.RoomId;
import usher.router.seat.Desk.Player;
import usher.router.seat.Desk.Spoken;
import usher.router.seat.Desk.Way;
import usher.router.seat.SeatMetrics.Drop;

/** What a seat is owed. */
class SeatTest {
  private static final String TOKEN = "abcdefghijklmnopqrstuvwx";

  private static final RoomId ROOM = new RoomId("a");

  private final Desk desk = new Desk();

  @Test
  void commandsAreNumberedAndSentAtOnce() throws Exception {
    Player ann = desk.sits();
    ann.says("x");
    ann.says("y");
    assertEquals(List.of("open 1@1", "1: 1 x", "1: 2 y"), desk.way("node-1").sent);
  }

  @Test
  void answerSettlesAllUpToIt() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    ann.says("x");
    ann.says("y");
    ann.says("z");
    way.link.onAnswer(1, 2, new Spoken("done"));
    way.sent.clear();
    way.link.onDown();
    way.up();
    assertEquals(List.of("open 2@1", "2: 3 z"), way.sent);
    OpenRequest again = way.request();
    assertEquals(2, again.answered());
    assertEquals(3, again.upTo());
  }

  @Test
  void whatASecondWelcomeCoversIsSettled() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    ann.says("x");
    ann.says("y");
    way.link.onDown();
    way.up();
    ann.heard.clear();
    way.link.onGroup(2, 1, ROOM);
    way.link.onWelcome(2, 1, 9, false, new Spoken("welcome"));
    way.link.onAnswer(2, 2, new Spoken("rejected 2"));
    way.link.onOpened(2, 2, 2, 1);
    assertEquals(
        List.of("welcome", "rejected 2", "{\"type\":\"settled\",\"n\":2}"),
        ann.heard.subList(0, 3));
  }

  @Test
  void eventOfItsOwnCommandSettlesIt() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    ann.says("x");
    way.link.onGroupEvent(1, 1, 1, 1, 1, new Spoken("e1"));
    assertEquals(List.of("e1 mine"), ann.heard);
    way.link.onDown();
    way.up();
    assertEquals(1, way.request().answered());
    assertEquals("1-1", String.valueOf(way.request().after()));
  }

  @Test
  void commandsOfAParkedSeatAreKept() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    way.link.onDown();
    ann.says("x");
    way.up();
    assertEquals(0, way.request().upTo());
    assertEquals(List.of("open 1@1", "open 2@1", "2: 1 x"), way.sent);
  }

  @Test
  void openedSettlesWhatALostSeatLeftUnknown() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    ann.says("x");
    ann.says("y");
    way.link.onDown();
    way.up();
    way.link.onGroup(7, 1, Desk.ROOM);
    way.link.onReset(2);
    way.link.onWelcome(2, 1, 0, false, new Spoken("welcome"));
    way.link.onOpened(2, 2, 7, 1);
    assertEquals(
        List.of("{\"type\":\"reset\"}", "welcome", "{\"type\":\"settled\",\"n\":2}"), ann.heard);
    way.sent.clear();
    ann.says("z");
    assertEquals(List.of("2: 3 z"), way.sent);
  }

  @Test
  void resumingPlayerIsToldWhatIsSettled() throws Exception {
    desk.pin("node-1", 1);
    Player ann = desk.comes("/rooms/a?seat=" + TOKEN + "&after=1-4&answered=2&count=3");
    Way way = desk.way("node-1");
    way.up();
    OpenRequest open = way.request();
    assertEquals(TOKEN, open.token());
    assertFalse(open.fresh());
    assertEquals(3, open.count());
    assertEquals(2, open.answered());
    way.link.onGroup(1, 1, Desk.ROOM);
    way.link.onEvent(1, 1, 5, 3, new Spoken("e5"));
    way.link.onOpened(1, 4, 1, 3);
    assertEquals(List.of("e5 mine", "{\"type\":\"settled\",\"n\":4}"), ann.heard);
    ann.says("three again");
    ann.says("four again");
    ann.says("five");
    assertEquals(List.of("open 1@1", "1: 5 five"), way.sent);
  }

  @Test
  void repeatedEventIsDroppedAndAMissingOneOpensTheSeatAgain() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    way.link.onGroupEvent(1, 1, 1, 0, 0, new Spoken("e1"));
    way.link.onGroupEvent(1, 1, 1, 0, 0, new Spoken("e1 again"));
    assertEquals(1, desk.drops(Drop.REPEATED));
    way.link.onGroupEvent(1, 1, 3, 0, 0, new Spoken("e3"));
    assertEquals(List.of("e1"), ann.heard);
    assertEquals(List.of("open 1@1", "detach 1", "open 2@1"), way.sent);
    assertEquals("1-1", String.valueOf(way.request().after()));
  }

  @Test
  void playerWithTooMuchUnansweredIsNotRead() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    for (int n = 1; n < SeatLimits.MAX_UNANSWERED; n++) {
      ann.says("x");
    }
    assertTrue(ann.isRead);
    ann.says("x");
    assertFalse(ann.isRead);
    way.link.onAnswer(1, 31, new Spoken("done"));
    assertFalse(ann.isRead);
    way.link.onAnswer(1, 32, new Spoken("done"));
    assertTrue(ann.isRead);
  }

  @Test
  void playerWithTooManyBytesUnansweredIsNotRead() throws Exception {
    Player ann = desk.sits();
    ann.says("x".repeat(SeatLimits.MAX_UNANSWERED_BYTES));
    assertFalse(ann.isRead);
  }

  @Test
  void commandsWaitForALinkThatTakesNoMore() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    way.writable = false;
    ann.says("x");
    ann.says("y");
    assertEquals(List.of("open 1@1"), way.sent);
    way.writable = true;
    way.link.onWritable();
    ann.says("z");
    assertEquals(List.of("open 1@1", "1: 1 x", "1: 2 y", "1: 3 z"), way.sent);
  }

  @Test
  void commandsThatWaitedForOneLinkWaitForTheNextNotLonger() throws Exception {
    Player ann = desk.sits();
    Way before = desk.way("node-1");
    before.writable = false;
    ann.says("x");
    desk.moveTo("node-2", 2);
    desk.after(60);
    desk.answer();
    Way now = desk.way("node-2");
    now.writable = false;
    now.up();
    assertEquals(List.of("open 1@2"), now.sent);
    now.writable = true;
    now.link.onWritable();
    assertEquals(List.of("open 1@2", "1: 1 x"), now.sent);
    before.writable = true;
    before.link.onWritable();
    assertFalse(before.sent.contains("1: 1 x"), before.sent.toString());
  }

  @Test
  void rawFramesPassUnnumberedAndAreHeldWhileParked() throws Exception {
    desk.pin("node-1", 1);
    Player ann = desk.comes("/rooms/a");
    Way way = desk.way("node-1");
    way.up();
    way.link.onGroup(1, 1, Desk.ROOM);
    way.link.onWelcome(1, 1, 0, true, new Spoken("welcome"));
    way.link.onOpened(1, 0, 1, 1);
    ann.says("x");
    way.link.onDown();
    ann.says("y");
    way.up();
    assertNull(way.sent.stream().filter(line -> line.startsWith("2: ")).findAny().orElse(null));
    way.link.onGroup(2, 1, Desk.ROOM);
    way.link.onWelcome(2, 1, 0, true, new Spoken("welcome"));
    way.link.onOpened(2, 0, 2, 1);
    ann.says("z");
    assertEquals(List.of("open 1@1", "1: raw x", "open 2@1", "2: raw y", "2: raw z"), way.sent);
  }

  @Test
  void seatResumedInARawGameLearnsThatItIsRawWithoutAWelcome() throws Exception {
    desk.pin("node-1", 1);
    Player ann = desk.comes("/rooms/a?seat=" + TOKEN + "&after=1-4&answered=0&count=3");
    Way way = desk.way("node-1");
    way.up();
    way.link.onGroup(1, 1, Desk.ROOM);
    way.link.onEvent(1, 1, 5, 0, new Spoken("e5"));
    ann.says("early");
    way.writable = false;
    ann.says("later");
    way.link.onRaw(1);
    way.link.onOpened(1, 0, 1, 3);
    way.writable = true;
    way.link.onWritable();
    for (int i = 0; i < 2 * SeatLimits.MAX_UNANSWERED; i++) {
      ann.says("x");
    }
    // What went out before it was known to be raw is not sent again.
    assertEquals(
        List.of("open 1@1", "1: 1 early", "1: raw later", "1: raw x"), way.sent.subList(0, 4));
    assertTrue(ann.isRead);
  }

  @Test
  void aFormerOpenIsNotHeardThoughItsLinkAndNodeAreTheSame() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    way.link.onStale(1, 0);
    desk.answer();
    desk.after(60);
    desk.answer();
    way.link.onEvent(1, 1, 1, 0, new Spoken("old"));
    assertEquals(List.of(), ann.heard);
    assertTrue(way.sent.contains("open 2@1"), way.sent.toString());
  }

  @Test
  void twoConnectionsOfOneCountDoNotTakeTheSeatFromEachOtherForEver() throws Exception {
    String taken = "closed seat-taken-over 0";
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    int open = 1;
    while (!ann.heard.contains(taken) && open < 10) {
      way.link.onTaken(open++, 1);
    }
    assertTrue(ann.heard.contains(taken), ann.heard.toString());
    assertEquals(2 + SeatLimits.MAX_TAKEN_BY_EQUALS, open);
  }
}
