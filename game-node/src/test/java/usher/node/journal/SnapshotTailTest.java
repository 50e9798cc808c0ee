package usher.node.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.journal.JournalEntry;
import usher.common.player.EventId;

/** The stream stays short, and late seats find their events. */
class SnapshotTailTest {
  private final KeptRoom room = new KeptRoom();
  private final FakeJournal journal = room.journal;

  private List<String> snapshots() {
    return journal.stream.stream()
        .filter(entry -> entry.snapshot() != null)
        .map(entry -> entry.id().toString())
        .toList();
  }

  private void play(int events) {
    for (int i = 0; i < events; i++) {
      room.decide(1);
      journal.answerAll();
    }
  }

  @Test
  void theFirstEntryCarriesASnapshotAndThenEachHundredth() {
    play(99);
    assertEquals(List.of("5-1"), snapshots());
    play(2);
    assertEquals(List.of("5-1", "5-101"), snapshots());
  }

  @Test
  void aSnapshotDropsWhatIsBeforeTheNewestThatIsFarEnoughBack() {
    play(101);
    // The claim itself goes with the first drop; every entry names it.
    assertEquals("5-1", journal.stream.get(0).id().toString());
    play(100);
    assertEquals(List.of("5-101", "5-201"), snapshots());
    assertEquals("5-101", journal.stream.get(0).id().toString());
    assertEquals(101, journal.stream.size());
  }

  @Test
  void atLeastAHundredEventsStayHoweverLongTheRoomLives() {
    play(1_000);
    long first = journal.stream.get(0).id().seq();
    assertTrue(first <= 1_000 - Rules.ALL.scale().tailEvents(), "the first is " + first);
    assertTrue(journal.stream.size() <= 300, journal.stream.size() + " entries");
  }

  @Test
  void aClaimInDoubtIsASnapshotToo() {
    play(50);
    room.decide(1);
    journal.fail(false, true);
    room.after(20);
    journal.answerAll();
    assertEquals(List.of("5-1", "6-0"), snapshots());
    play(99);
    assertEquals(List.of("5-1", "6-0"), snapshots());
    play(1);
    assertEquals(List.of("6-0", "6-151"), snapshots());
  }

  @Test
  void whatIsDroppedNeverTakesTheSnapshotAlong() {
    play(500);
    JournalEntry first = journal.stream.get(0);
    assertEquals("state " + first.id(), first.snapshot());
    assertEquals(new EventId(5, 301), first.id());
  }
}
