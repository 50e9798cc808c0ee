package usher.node.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import usher.common.journal.JournalEntry;
import usher.common.journal.RoomEvent;
import usher.common.player.EventId;

/** A room comes back from its stream. */
class RestoreTest {
  private static final String CLAIM = KeptRoom.CLAIM;

  private final FakeOutside outside = new FakeOutside();
  private final FakeJournal journal = outside.journal;
  private final List<String> ended = new ArrayList<>();
  private Found room;
  private Restored restored;

  /** What was rebuilt: the events applied, since the last snapshot. */
  private static final class Found implements Restore.Target {
    final List<String> seen = new ArrayList<>();
    final EventLog log = new EventLog(Rules.ALL.scale().logEvents());

    @Override
    public void restore(String snapshot) {
      seen.clear();
      seen.add(snapshot);
    }

    @Override
    public EventId covers(String snapshot) {
      EventId last = EventId.parse(snapshot.substring("state ".length()));
      if (last == null) {
        throw new IllegalStateException(snapshot);
      }
      return last;
    }

    @Override
    public void apply(RoomEvent event) {
      seen.add(event.id().toString());
    }

    @Override
    public EventLog log() {
      return log;
    }
  }

  @BeforeEach
  void claim() {
    journal.add(JournalEntry.claim(5, KeptRoom.OWNER, CLAIM));
  }

  private void restore(long epoch) {
    new Restore<>(
            new Kept.Ownership(KeptRoom.ROOM, KeptRoom.OWNER, KeptRoom.RETENTION, Rules.ALL),
            epoch,
            outside,
            Found::new,
            new Restore.End<Found>() {
              @Override
              public void restored(Found found, Restored what) {
                ended.add("restored");
                room = found;
                restored = what;
              }

              @Override
              public void notOurs(String why) {
                ended.add("not ours: " + why);
              }

              @Override
              public void newer() {
                ended.add("newer");
              }
            })
        .start();
    journal.answerAll();
  }

  private static JournalEntry withSnapshot(JournalEntry entry) {
    return new JournalEntry(
        entry.id(),
        entry.form(),
        entry.owner(),
        entry.claim(),
        entry.events(),
        "state " + last(entry));
  }

  private static EventId last(JournalEntry entry) {
    return entry.events().get(entry.events().size() - 1).id();
  }

  @Test
  void aRoomNobodyWasInIsEmpty() {
    restore(5);
    assertEquals(List.of("restored"), ended);
    assertEquals(List.of(), room.seen);
    assertEquals(new EventId(5, 0), restored.top());
  }

  @Test
  void eventsAreAppliedInOrderOverManyPages() {
    for (long seq = 1; seq <= 600; seq++) {
      journal.add(KeptRoom.entry(5, CLAIM, seq));
    }
    restore(5);
    assertEquals(600, room.seen.size());
    assertEquals("5-600", room.seen.get(599));
    assertEquals(new EventId(5, 600), restored.top());
    assertEquals(89, room.log.first());
  }

  @Test
  void aSnapshotSetsTheStateAndTheEventsBeforeItStayForLateSeats() {
    journal.add(KeptRoom.entry(5, CLAIM, 1));
    journal.add(withSnapshot(KeptRoom.entry(5, CLAIM, 2, 3)));
    journal.add(KeptRoom.entry(5, CLAIM, 4));
    restore(5);
    assertEquals(List.of("state 5-3", "5-4"), room.seen);
    assertEquals(1, room.log.first());
    assertEquals(
        List.of(new Restored.Mark(new EventId(5, 3), 3, "state 5-3".length())), restored.marks());
  }

  @Test
  void aSnapshotAfterWhatWasDroppedBeginsTheLog() {
    journal.stream.clear();
    journal.add(withSnapshot(KeptRoom.entry(5, CLAIM, 100)));
    journal.add(KeptRoom.entry(5, CLAIM, 101));
    restore(5);
    assertEquals(List.of("state 5-100", "5-101"), room.seen);
    assertEquals(new EventId(5, 101), room.log.last());
  }

  @Test
  void afterAGapAllIsSkippedUpToTheNextClaim() {
    journal.add(KeptRoom.entry(5, CLAIM, 1));
    journal.add(KeptRoom.entry(5, CLAIM, 3));
    journal.add(KeptRoom.entry(5, CLAIM, 4));
    journal.add(JournalEntry.claim(6, KeptRoom.OWNER, "second"));
    journal.add(KeptRoom.entry(6, "second", 2));
    restore(6);
    assertEquals(List.of("5-1", "6-2"), room.seen);
    assertEquals("second", restored.claim());
  }

  @Test
  void aSeqAlreadySeenIsIgnored() {
    journal.add(KeptRoom.entry(5, CLAIM, 1));
    journal.add(KeptRoom.entry(5, CLAIM, 2));
    journal.add(JournalEntry.claim(6, KeptRoom.OWNER, "second"));
    journal.add(KeptRoom.entry(6, "second", 2, 3));
    restore(6);
    assertEquals(List.of("5-1", "5-2", "6-3"), room.seen);
  }

  @Test
  void aClaimWithASnapshotReplacesTheEventsThatItCarries() {
    journal.add(KeptRoom.entry(5, CLAIM, 1));
    journal.add(KeptRoom.entry(5, CLAIM, 2));
    journal.add(
        JournalEntry.claim(
            6, KeptRoom.OWNER, "second", List.of(KeptRoom.event(6, 2)), "state 6-2"));
    restore(6);
    assertEquals(List.of("state 6-2"), room.seen);
    assertEquals(new EventId(5, 1), room.log.at(1).id());
    assertEquals(new EventId(6, 2), room.log.at(2).id());
  }

  @Test
  void anotherProgramsEntriesArePassedOver() {
    journal.add(KeptRoom.entry(5, CLAIM, 1));
    journal.add(JournalEntry.unread(new EventId(5, 2), JournalEntry.Form.FOREIGN));
    restore(5);
    assertEquals(List.of("restored"), ended);
    assertEquals(List.of("5-1"), room.seen);
  }

  @Test
  void whatNewerSoftwareWroteIsNotOpened() {
    journal.add(KeptRoom.entry(5, CLAIM, 1));
    journal.add(JournalEntry.unread(new EventId(5, 2), JournalEntry.Form.NEWER));
    journal.add(JournalEntry.claim(6, KeptRoom.OWNER, "second"));
    restore(6);
    assertEquals(List.of("newer"), ended);
    assertNull(room);
  }

  @Test
  void whatNewerSoftwareWroteCountsNoMoreBelowASnapshotOfOurs() {
    journal.add(JournalEntry.unread(new EventId(5, 1), JournalEntry.Form.NEWER));
    journal.add(
        JournalEntry.claim(
            6, KeptRoom.OWNER, "second", List.of(KeptRoom.event(6, 1)), "state 6-1"));
    restore(6);
    assertEquals(List.of("restored"), ended);
  }

  @Test
  void aRoomThatIsAnothersByTheLastReadIsNotOurs() {
    journal.add(JournalEntry.claim(6, "node-2#boot", "other"));
    restore(5);
    assertEquals(List.of("not ours: node-2#boot has it at epoch 6"), ended);
  }

  @Test
  void aFormerIncarnationsClaimIsNotOurs() {
    journal.add(JournalEntry.claim(6, "node-1#earlier", "other"));
    restore(6);
    assertEquals(List.of("not ours: node-1#earlier has it at epoch 6"), ended);
  }

  @Test
  void anEpochThatTheJournalDoesNotHaveIsNotOpened() {
    restore(7);
    assertEquals(List.of("not ours: node-1#boot has it at epoch 5"), ended);
  }

  @Test
  void aRoomThatTheJournalForgotIsNotOurs() {
    journal.stream.clear();
    restore(5);
    assertEquals(List.of("not ours: the journal does not have it"), ended);
  }

  @Test
  void aRestoreBeginsAnewWhileTheJournalDoesNotAnswer() {
    journal.add(KeptRoom.entry(5, CLAIM, 1));
    journal.busy(true);
    restore(5);
    outside.after(100);
    journal.busy(false);
    outside.after(25);
    journal.fail(false, true);
    outside.after(25);
    journal.fail(false, true);
    outside.after(25);
    journal.answerAll();
    assertEquals(List.of("restored"), ended);
    assertEquals(List.of("5-1"), room.seen);
  }
}
