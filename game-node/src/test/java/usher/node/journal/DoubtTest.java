package usher.node.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalEntry;
import usher.common.player.EventId;

/** Where nobody knows what became of an entry: each way out. */
class DoubtTest {
  private final KeptRoom room = new KeptRoom();
  private final FakeJournal journal = room.journal;

  private JournalEntry top() {
    JournalEntry top = journal.top();
    assertNotNull(top);
    return top;
  }

  @Test
  void nothingIsSaidInDoubtAndTheTopIsRead() {
    room.decide(1);
    room.say("no");
    room.decide(1);
    journal.breakAll(true);
    assertEquals(List.of(), room.heard());
    room.after(20);
    assertInstanceOf(JournalCommand.Top.class, journal.first());
  }

  @Test
  void aDoubtWithNothingUnderWayAndTheTopUnchangedIsUnfounded() {
    room.decide(1);
    journal.answer();
    room.say("no");
    journal.breakAll(true);
    room.after(20);
    journal.answerAll();
    assertEquals(List.of("event 5-1", "no"), room.heard());
    assertEquals(5, room.kept.epoch());
    assertEquals(2, journal.stream.size());
  }

  @Test
  void anEntryThatMayBeKeptIsClaimedAnewWithASnapshotThatCarriesIt() {
    room.decide(1);
    journal.fail(true, true);
    room.after(20);
    journal.answerAll();
    assertEquals(List.of("raised 6", "event 6-1"), room.heard());
    assertEquals("6-0", top().id().toString());
    assertEquals("state 6-1", top().snapshot());
    assertEquals(List.of(KeptRoom.event(6, 1)), top().events());
  }

  @Test
  void anEntryThatWasNeverKeptIsSaidUnderTheEpochThatKeepsIt() {
    room.decide(1);
    journal.answer();
    room.decide(2);
    room.say("no");
    journal.breakAll(false);
    room.after(20);
    journal.answerAll();
    assertEquals(List.of("event 5-1", "raised 6", "event 6-2", "event 6-3", "no"), room.heard());
    assertEquals(List.of(KeptRoom.event(6, 2), KeptRoom.event(6, 3)), top().events());
  }

  @Test
  void whatIsDecidedInDoubtFollowsTheClaim() {
    room.decide(1);
    journal.fail(false, false);
    room.after(20);
    journal.answer();
    assertInstanceOf(JournalCommand.Append.class, journal.first());
    room.decide(1);
    journal.answer();
    assertEquals(List.of("raised 6", "event 6-1"), room.heard());
    journal.answerAll();
    assertEquals(List.of("event 6-2"), room.heard());
    assertEquals("6-2", top().id().toString());
    assertEquals(top().claim(), journal.stream.get(1).claim());
  }

  @Test
  void aRefusalIsADoubtToo() {
    journal.add(JournalEntry.claim(6, "node-2#boot", "other"));
    room.decide(1);
    journal.answer();
    assertEquals(List.of(), room.heard());
    room.after(20);
    journal.answerAll();
    assertEquals(List.of("fenced: node-2#boot has it at epoch 6"), room.heard());
    assertEquals(2, journal.stream.size());
  }

  @Test
  void anothersClaimAtOurEpochFences() {
    room.decide(1);
    journal.fail(false, true);
    journal.stream.clear();
    journal.add(JournalEntry.claim(5, "node-2#boot", "other"));
    room.after(20);
    journal.answerAll();
    assertEquals(List.of("fenced: node-2#boot has it at epoch 5"), room.heard());
  }

  @Test
  void aProofThatNamesAnotherIsADoubtThatFences() {
    room.say("no");
    journal.add(JournalEntry.claim(9, "node-2#boot", "other"));
    journal.answer();
    room.after(20);
    journal.answerAll();
    assertEquals(List.of("fenced: node-2#boot has it at epoch 9"), room.heard());
  }

  @Test
  void newerSoftwareAndAnotherProgramFenceWithTheirName() {
    room.kept.doubt("test");
    journal.add(JournalEntry.unread(new EventId(9, 1), JournalEntry.Form.NEWER));
    room.after(20);
    journal.answerAll();
    assertEquals(List.of("fenced: software that is newer than this has it"), room.heard());
  }

  @Test
  void aJournalThatWentBackIsClaimedAnewWithEverythingThatIsStillHere() {
    room.decide(1);
    room.decide(1);
    journal.answerAll();
    room.kept.doubt("test");
    room.after(20);
    journal.answerAll();
    room.heard();
    // The server failed over to one that knows neither entry nor claim.
    journal.stream.clear();
    room.kept.doubt("the connection broke");
    room.after(20);
    journal.answerAll();
    assertEquals(List.of("raised 6"), room.heard());
    assertEquals(List.of(KeptRoom.event(5, 1), KeptRoom.event(5, 2)), top().events());
    assertEquals("state 5-2", top().snapshot());
  }

  @Test
  void aTopOfOursBelowWhatWasAcknowledgedLostSomethingToo() {
    room.decide(1);
    room.decide(1);
    journal.answerAll();
    room.heard();
    journal.stream.remove(2);
    room.kept.doubt("the connection broke");
    room.after(20);
    journal.answerAll();
    assertEquals(List.of("raised 6"), room.heard());
    assertEquals(List.of(KeptRoom.event(5, 1), KeptRoom.event(5, 2)), top().events());
  }

  @Test
  void aClaimThatMayHaveComeThroughIsFollowedByAHigherOne() {
    room.decide(1);
    journal.fail(false, true);
    room.after(20);
    journal.answer();
    journal.fail(true, true);
    assertEquals("6-0", top().id().toString());
    room.after(50);
    journal.answerAll();
    assertEquals(List.of("raised 7", "event 7-1"), room.heard());
    assertEquals("7-0", top().id().toString());
  }

  @Test
  void aClaimThatFailedTakesNothingFromWhoClaimedMeanwhile() {
    room.decide(1);
    journal.fail(false, false);
    room.after(20);
    journal.answer();
    journal.fail(false, false);
    room.after(40);
    journal.answer();
    assertInstanceOf(JournalCommand.Append.class, journal.first());
    journal.add(JournalEntry.claim(6, "node-2#boot", "other"));
    room.after(40);
    journal.answerAll();
    room.after(40);
    journal.answerAll();
    assertEquals(List.of("fenced: node-2#boot has it at epoch 6"), room.heard());
    assertEquals("6-0", top().id().toString());
  }

  @Test
  void aDoubtIsTriedAgainEverSlowerUpToItsBound() {
    room.kept.doubt("test");
    int tries = 0;
    for (int i = 0; i < 500; i++) {
      room.after(20);
      if (journal.waiting() > 0) {
        tries++;
        journal.fail(false, true);
      }
    }
    // 10 s: seven tries while the wait grows to 250 ms, jittered by three quarters; then one each.
    assertTrue(tries > 30 && tries < 80, "tries: " + tries);
  }

  @Test
  void aDoubtThatLastsIsSaidOnceAndItsEndToo() {
    room.decide(1);
    journal.fail(false, true);
    room.after(280);
    assertEquals(List.of(), room.heard());
    room.after(40);
    assertEquals(List.of("paused"), room.heard());
    room.after(200);
    assertEquals(List.of(), room.heard());
    journal.answerAll();
    assertEquals(List.of("raised 6", "resumed", "event 6-1"), room.heard());
  }

  @Test
  void repliesFromBeforeTheDoubtMeanNothing() {
    room.decide(1);
    room.decide(1);
    room.say("no");
    journal.fail(false, false);
    // The second entry and the read are answered late, for better or worse.
    journal.answer();
    journal.answer();
    assertEquals(List.of(), room.heard());
    room.after(20);
    journal.answerAll();
    assertEquals(List.of("raised 6", "event 6-1", "event 6-2", "no"), room.heard());
  }

  @Test
  void aRoomThatWroteNothingForAWhileReadsTheTop() {
    room.after(1_900);
    assertEquals(0, journal.waiting());
    room.after(200);
    assertEquals(1, journal.waiting());
    journal.answer();
    assertEquals(5, room.kept.epoch());
    room.after(1_800);
    assertEquals(0, journal.waiting());
    journal.add(JournalEntry.claim(8, "node-2#boot", "other"));
    room.after(200);
    journal.answerAll();
    room.after(20);
    journal.answerAll();
    assertEquals(List.of("fenced: node-2#boot has it at epoch 8"), room.heard());
  }

  @Test
  void theExpiryIsRenewedEachQuarterOfTheRetention() {
    for (int minute = 0; minute < 46; minute++) {
      room.outside.after(60_000);
      room.kept.tick(room.outside.nowNs());
      journal.answerAll();
    }
    assertEquals(3, journal.renewals());
  }
}
