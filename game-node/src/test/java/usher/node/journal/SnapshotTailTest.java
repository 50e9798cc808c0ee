package usher.node.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.journal.JournalEntry;

/** The stream stays short, and late seats find their events. */
class SnapshotTailTest {
  private static final int LARGE = 1_000_000;

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
  void theFirstEntryOfASmallRoomCarriesASnapshotAndThenEach16th() {
    play(16);
    assertEquals(List.of("5-1"), snapshots());
    play(1);
    assertEquals(List.of("5-1", "5-17"), snapshots());
  }

  @Test
  void aLargeRoomIsWrittenDownWhenAsMuchWasWrittenSinceTheLastTime() {
    room.large = 40 * 170;
    play(33);
    assertEquals(List.of("5-1"), snapshots());
    play(20);
    assertEquals(2, snapshots().size());
  }

  @Test
  void aVeryLargeRoomIsWrittenDownAtEachHundredth() {
    room.large = LARGE;
    play(100);
    assertEquals(List.of("5-1"), snapshots());
    play(1);
    assertEquals(List.of("5-1", "5-101"), snapshots());
  }

  @Test
  void aSnapshotDropsWhatIsBeforeTheNewestThatIsFarEnoughBack() {
    play(17);
    // The claim itself goes with the first drop; every entry names it.
    assertEquals("5-0", journal.stream.get(0).id().toString());
    play(16);
    assertEquals(List.of("5-1", "5-17", "5-33"), snapshots());
    assertEquals("5-1", journal.stream.get(0).id().toString());
    play(16);
    assertEquals(List.of("5-17", "5-33", "5-49"), snapshots());
    assertEquals(33, journal.stream.size());
  }

  @Test
  void enoughEventsStayForLateSeatsHoweverLongTheRoomLives() {
    play(1_000);
    long first = journal.stream.get(0).id().seq();
    assertTrue(first <= 1_000 - Rules.ALL.scale().tailEvents(), "the first is " + first);
    assertTrue(journal.stream.size() <= 48, journal.stream.size() + " entries");
  }

  @Test
  void aClaimInDoubtIsASnapshotToo() {
    room.large = LARGE;
    play(50);
    room.decide(1);
    journal.fail(false, true);
    room.after(20);
    journal.answerAll();
    assertEquals(List.of("5-1", "6-0"), snapshots());
    play(15);
    assertEquals(List.of("5-1", "6-0"), snapshots());
    play(1);
    assertEquals(List.of("5-1", "6-0", "6-67"), snapshots());
  }

  @Test
  void whatIsDroppedNeverTakesTheSnapshotAlong() {
    play(500);
    JournalEntry first = journal.stream.get(0);
    assertEquals("state " + first.id(), first.snapshot());
  }
}
