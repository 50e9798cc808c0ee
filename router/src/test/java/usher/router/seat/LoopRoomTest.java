package usher.router.seat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.link.LinkFormatException;
import usher.common.player.CloseReason;
import usher.router.cluster.ClusterEvent;
import usher.router.pin.Pin;
import usher.router.seat.Desk.Player;
import usher.router.seat.Desk.Spoken;
import usher.router.seat.Desk.Way;
import usher.router.seat.SeatMetrics.Drop;

/** Where a room is, and who counts as speaking for it. */
class LoopRoomTest {
  private static final String PAUSED = "{\"type\":\"paused\"}";
  private static final String RESUMED_2 = "{\"type\":\"resumed\",\"node\":\"node-2\"}";

  private final Desk desk = new Desk();

  @Test
  void roomWithoutPinIsAskedForAndTheLinkIsDialledOnce() throws Exception {
    Player ann = desk.comes("/rooms/a");
    desk.pin("node-1", 7);
    desk.answer();
    Way way = desk.way("node-1");
    assertEquals(1, way.dials);
    way.up();
    way.reply(1, 7);
    assertEquals(List.of("open 1@7"), way.sent);
    assertEquals(List.of("welcome"), ann.heard);
    assertEquals(0, desk.parked);
  }

  @Test
  void nodeThatJoinedIsDialledBeforeAnyoneNeedsIt() throws Exception {
    desk.rooms.nodeJoined(Desk.node("node-1"));
    Way way = desk.way("node-1");
    assertEquals(1, way.dials);
    way.up();
    desk.pin("node-1", 7);
    desk.comes("/rooms/a");
    assertEquals(List.of("open 1@7"), way.sent);
    assertEquals(1, way.dials);
  }

  @Test
  void nowhereRefusesWhoHasHeardNothingAndLetsTheOthersWait() throws Exception {
    Player ann = desk.sits();
    Pin pin = desk.pins.get(Desk.ROOM);
    desk.way("node-1").link.onLost();
    pin.retire();
    Player bob = desk.comes("/rooms/a?player=bob");
    desk.answer();
    assertEquals(List.of("closed no-node 1"), bob.heard);
    assertEquals(List.of(), ann.heard);
    desk.after(100);
    desk.moveTo("node-2", 2);
    desk.answer();
    desk.way("node-2").up();
    desk.way("node-2").link.onGroup(3, 2, Desk.ROOM);
    desk.way("node-2").link.onOpened(1, 0, 3, 1);
    assertEquals(List.of(RESUMED_2), ann.heard);
  }

  @Test
  void playerIsToldOfAPauseThatLasts() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    way.link.onDown();
    desk.after(200);
    assertEquals(List.of(), ann.heard);
    desk.after(1);
    desk.after(50);
    assertEquals(List.of(PAUSED), ann.heard);
    way.up();
    way.link.onGroup(7, 1, Desk.ROOM);
    way.link.onOpened(2, 0, 7, 1);
    assertEquals(List.of(PAUSED, "{\"type\":\"resumed\",\"node\":\"node-1\"}"), ann.heard);
  }

  @Test
  void playerIsToldNothingOfAPauseThatNobodyNotices() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    way.link.onDown();
    desk.after(100);
    way.up();
    way.link.onGroup(7, 1, Desk.ROOM);
    way.link.onOpened(2, 0, 7, 1);
    desk.after(300);
    assertEquals(List.of(), ann.heard);
  }

  @Test
  void seatThatIsOpenedAgainAfterALongTimeWaitsFromThen() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    desk.after(60_000);
    way.link.onGroupEvent(1, 1, 2, 0, 0, new Spoken("e2, and where is e1?"));
    assertEquals(List.of("open 1@1", "detach 1", "open 2@1"), way.sent);
    desk.after(50);
    assertEquals(List.of(), ann.heard);
    assertEquals(1, desk.rooms.size());
  }

  @Test
  void brokenLinkIsDialledAgainAndItsSeatsOpenedAnew() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    way.link.onDown();
    assertEquals(2, way.dials);
    assertTrue(desk.asked.isEmpty());
    way.up();
    assertEquals(List.of("open 1@1", "open 2@1"), way.sent);
    assertEquals(List.of(), ann.heard);
  }

  @Test
  void unreachableNodeIsNamedToTheClusterAsFailed() throws Exception {
    desk.sits();
    Way way = desk.way("node-1");
    Pin pin = desk.pins.get(Desk.ROOM);
    way.link.onDown();
    way.link.onDialFailed();
    assertEquals(pin, desk.asked.element().failed());
    assertEquals(0, pin.entered());
  }

  @Test
  void staleIsToldToTheClusterAndNotTriedAgainAtOnce() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    Pin pin = desk.pins.get(Desk.ROOM);
    way.link.onStale(1, 0);
    assertTrue(desk.told.contains(new ClusterEvent.StaleHeard(pin, 1)));
    desk.answer();
    assertEquals(List.of("open 1@1", "detach 1"), way.sent);
    assertEquals(0, pin.entered());
    desk.after(60);
    desk.moveTo("node-2", 2);
    desk.answer();
    desk.way("node-2").up();
    assertEquals(List.of("open 1@2"), desk.way("node-2").sent);
    assertEquals(List.of(), ann.heard);
  }

  @Test
  void wordsOfAFormerOpenAreDropped() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    way.link.onDown();
    way.up();
    way.link.onEvent(1, 1, 1, 0, new Spoken("old"));
    assertEquals(List.of(), ann.heard);
    assertEquals(1, desk.drops(Drop.OLD_OPEN));
  }

  @Test
  void wordsOfARetiredPinAreDroppedAndTheRoomIsLookedFor() throws Exception {
    Player ann = desk.sits();
    desk.moveTo("node-2", 2);
    Way way = desk.way("node-1");
    way.link.onGroupEvent(1, 1, 1, 0, 0, new Spoken("late"));
    assertEquals(1, desk.drops(Drop.RETIRED_PIN));
    assertEquals(List.of("open 1@1", "detach 1"), way.sent);
    desk.answer();
    desk.way("node-2").up();
    way.link.onGroup(9, 5, Desk.ROOM);
    way.link.onGroupEvent(9, 5, 1, 0, 0, new Spoken("of the former node"));
    assertEquals(List.of(), ann.heard);
    assertEquals(1, desk.drops(Drop.OTHER_NODE));
  }

  @Test
  void retiredPinIsSeenWithoutAWord() throws Exception {
    desk.sits();
    desk.moveTo("node-2", 2);
    desk.after(50);
    desk.answer();
    assertEquals(1, desk.way("node-2").dials);
  }

  @Test
  void nodeThatClaimsAnewIsHeardAndTold() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    Pin pin = desk.pins.get(Desk.ROOM);
    way.link.onGroup(2, 4, Desk.ROOM);
    assertTrue(desk.told.contains(new ClusterEvent.EpochHeard(pin, 4)));
    way.link.onGroupEvent(1, 1, 1, 0, 0, new Spoken("of the former group"));
    way.link.onGroupEvent(2, 4, 1, 0, 0, new Spoken("e1"));
    assertEquals(List.of("e1"), ann.heard);
    assertEquals(1, desk.drops(Drop.OLD_GROUP));
  }

  @Test
  void groupBelowTheEpochHeardIsNotTaken() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    way.link.onGroup(2, 4, Desk.ROOM);
    way.link.onGroup(3, 3, Desk.ROOM);
    way.link.onGroupEvent(3, 3, 1, 0, 0, new Spoken("old"));
    assertEquals(List.of(), ann.heard);
    assertEquals(1, desk.drops(Drop.OLD_EPOCH));
  }

  @Test
  void openAnsweredWithAnUnknownGroupBreaksTheProtocol() {
    desk.pin("node-1", 1);
    desk.comes("/rooms/a");
    Way way = desk.way("node-1");
    way.up();
    assertThrows(LinkFormatException.class, () -> way.link.onOpened(1, 0, 99, 1));
  }

  @Test
  void seatParkedTooLongIsClosed() throws Exception {
    Player ann = desk.sits();
    desk.way("node-1").link.onDown();
    desk.after(9_999);
    assertEquals(List.of(PAUSED), ann.heard);
    desk.after(2);
    assertEquals(List.of(PAUSED, "closed room-unavailable 1"), ann.heard);
    assertEquals(0, desk.rooms.size());
    assertEquals(0, desk.seats);
    assertEquals(0, desk.parked);
  }

  @Test
  void lastOneToGoLeavesThePin() throws Exception {
    Player ann = desk.sits();
    Pin pin = desk.pins.get(Desk.ROOM);
    ann.goes(true);
    assertEquals(List.of("open 1@1", "detach 1 on purpose"), desk.way("node-1").sent);
    assertTrue(desk.told.contains(new ClusterEvent.RoomEmptied(pin)));
    assertEquals(0, pin.entered());
    assertFalse(desk.rooms.knows(Desk.ROOM));
  }

  @Test
  void laterConnectionOfASeatEndsTheEarlierOne() throws Exception {
    String token = "abcdefghijklmnopqrstuvwx";
    desk.pin("node-1", 1);
    Player first = desk.comes("/rooms/a?seat=" + token + "&count=2");
    Way way = desk.way("node-1");
    way.up();
    Player second = desk.comes("/rooms/a?seat=" + token + "&count=3");
    assertEquals(List.of("closed seat-taken-over 0"), first.heard);
    assertEquals(List.of("open 1@1", "detach 1", "open 2@1"), way.sent);
    assertEquals(List.of(), second.heard);
    way.link.onTaken(2, 9);
    assertEquals(List.of("closed seat-taken-over 0"), second.heard);
  }

  @Test
  void openThatItsOwnConnectionsEarlierOneDisplacedIsMadeAgain() {
    desk.pin("node-1", 1);
    Player ann = desk.comes("/rooms/a");
    Way way = desk.way("node-1");
    way.up();
    way.link.onTaken(1, 1);
    assertEquals("open 2@1", way.sent.get(way.sent.size() - 1));
    assertEquals(List.of(), ann.heard);
  }

  @Test
  void nodeThatRefusesASeatIsQuoted() {
    desk.pin("node-1", 1);
    Player ann = desk.comes("/rooms/a?game=go");
    Way way = desk.way("node-1");
    way.up();
    way.link.onClose(1, CloseReason.UNKNOWN_GAME, 0);
    assertEquals(List.of("closed unknown-game 0"), ann.heard);
    assertEquals(0, desk.rooms.size());
  }

  @Test
  void pausedRoomSaysSoOnceAndOnceThatItIsBack() throws Exception {
    Player ann = desk.sits();
    Way way = desk.way("node-1");
    way.link.onPaused(1);
    way.link.onPaused(1);
    way.link.onResumed(1);
    way.link.onResumed(1);
    assertEquals(List.of(PAUSED, "{\"type\":\"resumed\",\"node\":\"node-1\"}"), ann.heard);
  }
}
