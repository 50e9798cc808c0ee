package usher.node.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.journal.JournalCommand;

/** Nothing is said before it is kept, and all is said in the order decided. */
class GateOrderTest {
  private final KeptRoom room = new KeptRoom();
  private final FakeJournal journal = room.journal;

  @Test
  void anEventIsSaidWhenItsEntryIsKeptAndNotBefore() {
    room.decide(1);
    assertEquals(List.of(), room.heard());
    journal.answer();
    assertEquals(List.of("event 5-1"), room.heard());
    assertEquals(1, room.kept.kept());
  }

  @Test
  void allEventsOfACommandAreOneEntry() {
    room.decide(3);
    assertEquals(1, journal.waiting());
    journal.answer();
    assertEquals(List.of("event 5-1", "event 5-2", "event 5-3"), room.heard());
    assertEquals("5-3", journal.stream.get(1).id().toString());
    assertEquals(KeptRoom.CLAIM, journal.stream.get(1).claim());
  }

  @Test
  void aWordWaitsForTheEventsDecidedBeforeIt() {
    room.decide(1);
    room.say("no");
    room.decide(1);
    journal.answer();
    assertEquals(List.of("event 5-1"), room.heard());
    // The read of the top, and only then the second event.
    journal.answerAll();
    assertEquals(List.of("no", "event 5-2"), room.heard());
  }

  @Test
  void anEventWaitsForAWordThatIsNotProven() {
    room.say("no");
    room.decide(1);
    assertInstanceOf(JournalCommand.Top.class, journal.first());
    journal.answer();
    assertEquals(List.of("no"), room.heard());
    journal.answer();
    assertEquals(List.of("event 5-1"), room.heard());
  }

  @Test
  void oneReadProvesAllWordsDecidedBeforeItWasSent() {
    room.say("one");
    assertEquals(1, journal.waiting());
    room.say("two");
    room.say("three");
    assertEquals(1, journal.waiting());
    journal.answer();
    assertEquals(List.of("one"), room.heard());
    assertEquals(1, journal.waiting());
    journal.answer();
    assertEquals(List.of("two", "three"), room.heard());
    assertEquals(0, journal.waiting());
    assertEquals(2, journal.reads());
  }

  @Test
  void aRoomWithNothingUnderWayIsIdle() {
    assertTrue(room.kept.isIdle());
    room.say("no");
    assertFalse(room.kept.isIdle());
    journal.answerAll();
    assertTrue(room.kept.isIdle());
    room.decide(1);
    assertFalse(room.kept.isIdle());
    journal.answerAll();
    assertTrue(room.kept.isIdle());
  }

  @Test
  void whatTheJournalHasNoSpaceForIsAskedAgain() {
    journal.busy(true);
    room.decide(1);
    room.say("no");
    assertEquals(0, journal.waiting());
    room.after(20);
    journal.busy(false);
    room.after(20);
    journal.answerAll();
    assertEquals(List.of("event 5-1", "no"), room.heard());
  }

  @Test
  void manyWordsThatTheJournalHasNoSpaceForCostOneTimer() {
    journal.busy(true);
    for (int i = 0; i < 100; i++) {
      room.say("word");
    }
    assertEquals(1, room.outside.timers());
    room.after(100);
    assertEquals(1, room.outside.timers());
  }

  @Test
  void aJournalThatSaysNothingForAMomentIsSaidAndSoIsItsNextAnswer() {
    room.after(1_000);
    room.decide(1);
    room.decide(1);
    room.after(280);
    assertEquals(List.of(), room.heard());
    room.after(40);
    assertEquals(List.of("paused"), room.heard());
    journal.answer();
    assertEquals(List.of("resumed", "event 5-1"), room.heard());
    room.after(280);
    assertEquals(List.of(), room.heard());
    journal.answer();
    room.after(1_000);
    assertEquals(List.of("event 5-2"), room.heard());
  }

  @Test
  void aReleasedRoomIsFrozenOnceAllIsKeptAndSaid() {
    room.decide(1);
    room.say("no");
    room.kept.release();
    assertFalse(room.kept.mayDecide());
    journal.answer();
    assertEquals(List.of("event 5-1"), room.heard());
    journal.answer();
    assertEquals(List.of("no", "frozen"), room.heard());
  }

  @Test
  void aRoomReleasedWhileInDoubtIsFrozenAfterIt() {
    room.decide(1);
    journal.fail(false, false);
    room.kept.release();
    assertFalse(room.kept.mayDecide());
    room.after(20);
    journal.answerAll();
    assertEquals(List.of("raised 6", "event 6-1", "frozen"), room.heard());
  }

  @Test
  void aRoomThatEndedSaysNothingMore() {
    room.decide(1);
    room.say("no");
    room.kept.end();
    journal.answerAll();
    room.after(10_000);
    assertEquals(List.of(), room.heard());
    assertEquals(0, journal.waiting());
  }

  @Test
  void aRoomIsFullAtItsBoundOfEventsAndIsRelievedBelowIt() {
    for (int i = 0; i < Flight.MAX_EVENTS - 1; i++) {
      room.decide(1);
    }
    assertFalse(room.kept.isFull());
    room.decide(1);
    assertTrue(room.kept.isFull());
    room.decide(2);
    assertTrue(room.kept.isFull());
    journal.answer();
    journal.answer();
    assertFalse(room.heard().contains("relieved"));
    journal.answer();
    assertEquals(List.of("event 5-3", "relieved"), room.heard());
    assertFalse(room.kept.isFull());
  }

  @Test
  void aRoomIsFullAtItsBoundOfWords() {
    for (int i = 0; i < Gate.MAX_WORDS - 1; i++) {
      room.say("word");
    }
    assertFalse(room.kept.isFull());
    room.say("word");
    assertTrue(room.kept.isFull());
    journal.answer();
    assertFalse(room.kept.isFull());
  }
}
