package usher.node.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.journal.JournalEntry;

/** The stream stays short, and late seats find their events. */
class SnapshotTailTest {
  private static final int LARGE = 1_000_000;
  private static final long LONG_MS = 200;

  private final KeptRoom room = new KeptRoom();
  private final FakeJournal journal = room.journal;

  private List<String> snapshots() {
    return journal.stream.stream()
        .filter(entry -> entry.snapshot() != null)
        .map(entry -> entry.id().toString())
        .toList();
  }

  /** One event after the other, each long after the one before. */
  private void play(int events) {
    for (int i = 0; i < events; i++) {
      room.outside.after(LONG_MS);
      room.decide(1);
      journal.answerAll();
    }
  }

  /** All at one time, as after an outage. */
  private void burst(int events) {
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
  void whatHappenedJustNowStaysHoweverMuchItIs() {
    play(100);
    long before = journal.stream.get(0).id().seq();
    burst(200);
    long first = journal.stream.get(0).id().seq();
    assertTrue(first <= 100, "the first is " + first);
    assertTrue(first >= before, "the first is " + first);
    play(32);
    assertTrue(journal.stream.size() <= 64, journal.stream.size() + " entries");
  }

  @Test
  void noMoreThanTheLogHoldsStaysForThat() {
    burst(2_000);
    int most = Rules.ALL.scale().logEvents() + Rules.ALL.scale().soonEvents();
    assertTrue(journal.stream.size() >= Rules.ALL.scale().logEvents());
    assertTrue(journal.stream.size() <= most, journal.stream.size() + " entries");
  }

  @Test
  void whatIsNotKnownToBeKeptIsNotDropped() {
    play(50);
    for (int i = 0; i < 100; i++) {
      room.outside.after(LONG_MS);
      room.decide(1);
    }
    journal.answerAll();
    long first = journal.stream.get(0).id().seq();
    assertTrue(first <= 50, "the first is " + first);
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
