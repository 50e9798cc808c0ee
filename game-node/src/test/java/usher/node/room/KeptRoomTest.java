package usher.node.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import usher.node.room.RoomStage.Player;

/** Seats of a room that is kept in a journal: each command once, each event once. */
class KeptRoomTest {
  private final RoomStage node = RoomStage.kept().claim(5);

  private static List<String> kinds(RoomStage stage) {
    return stage.journal.stream.stream()
        .flatMap(entry -> entry.events().stream())
        .map(event -> event.kind() + " " + event.by())
        .toList();
  }

  @Test
  void aPlayerIsWelcomedOnceTheirJoiningIsKept() {
    Player ann = new Player("t", "ann");
    ann.open(node, 5);
    node.journal.answer();
    node.journal.answer();
    assertEquals(List.of(), ann.heard());
    node.run();
    assertEquals(List.of("welcome 5-1", "opened settled=0 count=1"), ann.heard());
    assertEquals(List.of("opened 5"), node.announced);
  }

  @Test
  void commandsAreTakenInOrderOfNAndALowerOneIsIgnored() {
    Player ann = node.seated("ann", 5);
    ann.heard();
    ann.says(1, "one");
    ann.says(1, "one again");
    ann.says(2, "two");
    node.run();
    assertEquals(List.of("event 5-2 n=1", "event 5-3 n=2"), ann.heard());
  }

  @Test
  void aNumberTooFarEndsTheOpenAndTheSeatStays() {
    Player ann = node.seated("ann", 5);
    ann.heard();
    ann.says(2, "two");
    node.run();
    assertEquals(List.of("closed room-unavailable"), ann.heard());
    ann.reopen(node, 5, "5-1", 0);
    node.run();
    ann.says(1, "one");
    node.run();
    assertEquals(List.of("opened settled=0 count=2", "event 5-2 n=1"), ann.heard());
  }

  @Test
  void theReplyToAnOpenHasTheAnswersInOrderOfNAmongTheMissedEvents() {
    Player ann = node.seated("ann", 5);
    ann.says(1, "one");
    ann.says(2, "");
    ann.says(3, "three");
    ann.says(4, "");
    ann.goes(false);
    node.run();
    ann.reopen(node, 5, "5-1", 0);
    node.run();
    assertEquals(
        List.of(
            "missed 5-2 n=1", "answer 2", "missed 5-3 n=3", "answer 4", "opened settled=4 count=2"),
        ann.heard());
  }

  @Test
  void afterARestoreNoCommandTakesEffectTwice() {
    Player ann = node.seated("ann", 5);
    ann.says(1, "one");
    ann.says(2, "");
    ann.says(3, "three");
    node.run();
    RoomStage heir = node.heir("node-2").claim(6);
    ann.reopen(heir, 6, "5-1", 0);
    ann.says(1, "one");
    ann.says(2, "");
    ann.says(3, "three");
    ann.says(4, "four");
    node.run();
    assertEquals(
        List.of(
            "missed 5-2 n=1",
            "answer 2 unknown",
            "missed 5-3 n=3",
            "opened settled=3 count=1",
            "event 6-4 n=4"),
        ann.heard());
    assertEquals(4, kinds(heir).size());
  }

  @Test
  void aRoomInDoubtIsCounted() {
    Player ann = node.seated("ann", 5);
    assertEquals(0, node.outside.doubts());
    ann.says(1, "one");
    node.journal.breakAll(false);
    assertEquals(1, node.outside.doubts());
    node.live(100);
    assertEquals(1, node.outside.doubts(), "until it is sure again, it is one doubt");
  }

  @Test
  void aSeatThatHeardMoreThanTheRoomKnowsIsReset() {
    Player ann = node.seated("ann", 5);
    ann.goes(false);
    ann.reopen(node, 5, "5-9", 7);
    node.run();
    assertEquals(List.of("reset", "welcome 5-1", "opened settled=0 count=2"), ann.heard());
    ann.says(8, "the numbers go on");
    node.run();
    assertEquals(List.of("event 5-2 n=8"), ann.heard());
  }

  @Test
  void aSeatThatHeardAnotherEventOfTheSameSeqIsReset() {
    Player ann = node.seated("ann", 5);
    ann.says(1, "one");
    node.run();
    ann.goes(false);
    ann.reopen(node, 5, "4-2", 1);
    node.run();
    assertEquals(List.of("reset", "welcome 5-2", "opened settled=1 count=2"), ann.heard());
  }

  @Test
  void aSeatThatFellTooFarBackIsShownTheRoomWithoutReset() {
    Player ann = node.seated("ann", 5);
    for (int n = 1; n <= 600; n++) {
      ann.says(n, "line");
      node.run();
    }
    ann.goes(false);
    ann.reopen(node, 5, "5-1", 600);
    node.run();
    assertEquals(List.of("welcome 5-601", "opened settled=600 count=2"), ann.heard());
  }

  @Test
  void aSeatNobodyKnowsIsTakenAnewAndItsCommandsAreNeverCarriedOut() {
    node.seated("bob", 5);
    Player ann = new Player("lost", "ann");
    ann.upTo = 4;
    ann.reopen(node, 5, "5-30", 2);
    ann.says(3, "three");
    ann.says(4, "four");
    ann.says(5, "five");
    node.run();
    assertEquals(
        List.of("reset", "welcome 5-2", "opened settled=4 count=1", "event 5-3 n=5"), ann.heard());
  }

  @Test
  void theHigherCountHasTheSeat() {
    Player ann = node.seated("ann", 5);
    ann.heard();
    Player later = ann.twin();
    later.count = 3;
    later.open(node, 5);
    node.run();
    assertEquals(List.of("taken 3"), ann.heard());
    assertEquals(List.of("welcome 5-1", "opened settled=0 count=3"), later.heard());
    Player earlier = ann.twin();
    earlier.count = 2;
    earlier.open(node, 5);
    node.run();
    assertEquals(List.of("taken 3"), earlier.heard());
    Player another = ann.twin();
    another.open(node, 5);
    node.run();
    assertEquals(List.of("taken 4"), later.heard());
    assertEquals("opened settled=0 count=4", another.heard().get(1));
  }

  @Test
  void ofTwoConnectionsOfOneCountTheNewerHasTheSeatAndTheOlderIsTold() {
    Player ann = node.seated("ann", 5);
    ann.heard();
    Player twin = ann.twin();
    twin.count = 1;
    twin.open(node, 5);
    node.run();
    assertEquals(List.of("taken 1"), ann.heard());
    ann.says(1, "not mine any more");
    twin.says(1, "mine");
    node.run();
    assertEquals(List.of(), ann.heard());
    assertTrue(twin.heard().contains("event 5-2 n=1"));
  }

  @Test
  void graceOfARestoredSeatBeginsAtTheRestore() {
    node.seated("ann", 5);
    node.seated("bob", 5);
    node.live(100_000);
    RoomStage heir = node.heir("node-2").claim(6);
    heir.seated("eve", 6);
    heir.live(29_000);
    assertFalse(kinds(heir).contains("LEFT ann"));
    heir.live(2_000);
    assertTrue(kinds(heir).containsAll(List.of("LEFT ann", "LEFT bob")));
    assertFalse(kinds(heir).contains("LEFT eve"));
  }

  @Test
  void aRoomThatAnotherNodeHasSaysStaleAndIsGone() {
    Player ann = node.seated("ann", 5);
    ann.heard();
    node.heir("node-2").claim(6);
    ann.says(1, "one");
    node.run();
    node.live(500);
    assertEquals(List.of("stale 5"), ann.heard());
    assertNull(node.share.find(RoomStage.ROOM));
    assertEquals(List.of("JOINED ann"), kinds(node));
  }

  @Test
  void anEpochIsOpenedOnce() {
    Player ann = node.seated("ann", 5);
    ann.goes(true);
    node.live(100_000);
    assertNull(node.share.find(RoomStage.ROOM));
    assertTrue(node.announced.contains("closed 5"));
    Player bob = node.seated("bob", 5);
    assertEquals(List.of("stale 5"), bob.heard());
    node.claim(6);
    bob.open(node, 6);
    node.run();
    assertEquals(List.of("welcome 6-3", "opened settled=0 count=1"), bob.heard());
  }

  @Test
  void aReleasedRoomFinishesWhatIsUnderWayAndTheNextNodeGoesOn() {
    Player ann = node.seated("ann", 5);
    ann.heard();
    ann.says(1, "one");
    node.share.release(RoomStage.ROOM, 5);
    ann.says(2, "two");
    node.run();
    assertEquals(List.of("event 5-2 n=1", "stale 5"), ann.heard());
    assertTrue(node.announced.contains("released 5"));
    RoomStage heir = node.heir("node-2").claim(6);
    ann.reopen(heir, 6, "5-2", 1);
    ann.says(2, "two");
    node.run();
    assertEquals(List.of("opened settled=1 count=1", "event 6-3 n=2"), ann.heard());
  }

  @Test
  void commandsWaitWhileTheRoomIsFullAndGoOnAfterwards() {
    Player ann = node.seated("ann", 5);
    ann.heard();
    String long1000 = "x".repeat(1_000);
    int n = 0;
    Room room = node.share.find(RoomStage.ROOM);
    assertNotNull(room);
    while (room.mayTake()) {
      ann.says(++n, long1000);
    }
    ann.says(++n, "held");
    ann.says(++n, "held too");
    assertEquals(n - 2, room.state().log().last().seq() - 1);
    node.after(400);
    assertEquals(List.of("paused"), ann.heard());
    node.run();
    List<String> heard = ann.heard();
    assertEquals("resumed", heard.get(0));
    assertEquals("event 5-" + (n + 1) + " n=" + n, heard.get(n));
    assertEquals(n + 1, heard.size());
  }

  @Test
  void aRoomTheJournalKeepsPausesForNoLease() {
    Player ann = node.seated("ann", 5);
    ann.heard();
    node.lease.set(false);
    node.live(200);
    ann.says(1, "one");
    node.run();
    assertEquals(List.of("event 5-2 n=1"), ann.heard());
  }

  @Test
  void whatWaitsForARoomIsBoundedAndNothingOfAnOpenThatFoundNoPlaceIsLeft() {
    Player ann = new Player("t", "ann");
    ann.open(node, 5);
    for (int n = 1; n < Restoring.MAX_WAITING; n++) {
      ann.says(n, "line");
    }
    assertEquals(List.of(), ann.heard());
    ann.says(Restoring.MAX_WAITING, "one too many");
    assertEquals(List.of("closed room-unavailable"), ann.heard());
    node.run();
    assertEquals(List.of(), ann.heard());
    Room room = node.share.find(RoomStage.ROOM);
    assertNotNull(room);
    assertEquals(0, room.state().seats().size());
  }

  @Test
  void whoLeavesARoomThatIsNotBackYetIsNotSeated() {
    Player ann = new Player("t", "ann");
    ann.open(node, 5);
    Player bob = new Player("u", "bob");
    bob.open(node, 5);
    for (int n = 1; n <= Restoring.MAX_WAITING - 2; n++) {
      bob.says(1, "line");
    }
    ann.goes(false);
    node.run();
    Room room = node.share.find(RoomStage.ROOM);
    assertNotNull(room);
    assertEquals(1, room.state().seats().present());
  }
}
