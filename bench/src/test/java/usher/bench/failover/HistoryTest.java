package usher.bench.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private final Violations violations = new Violations();
  private final History room = new History("r", violations);
  private final SeatHistory ann = room.seat("ann");
  private final SeatHistory bob = room.seat("bob");

  HistoryTest() {
    ann.welcome(7, 2);
    bob.welcome(7, 2);
  }

  private void says(long seq, long n) {
    ann.event(7, seq, n, ann.command(n));
    bob.event(7, seq, 0, ann.command(n));
  }

  private void assertOnly(String room, String seat, long seq, String what) {
    assertEquals(List.of(new Violation(room, seat, seq, what)), violations.kept());
  }

  @Test
  void whatGoesWellIsNoViolation() {
    assertEquals("r/ann/1", ann.send());
    ann.send();
    assertFalse(room.isComplete());
    says(3, 1);
    bob.send();
    bob.event(9, 4, 1, "r/bob/1");
    ann.event(9, 4, 0, "r/bob/1");
    ann.event(9, 5, 2, "r/ann/2");
    assertFalse(room.isComplete());
    bob.event(9, 5, 0, "r/ann/2");
    ann.settled(2);
    assertTrue(room.isComplete());
    room.ended();
    assertEquals(List.of(), violations.kept());
  }

  @Test
  void aLostCommandIsSeen() {
    ann.send();
    room.ended();
    assertOnly("r", "ann", 2, "lost: r/ann/1");
  }

  @Test
  void aCommandWhoseAnswerIsLostIsSeen() {
    ann.send();
    ann.event(7, 3, 0, "r/ann/1");
    bob.event(7, 3, 0, "r/ann/1");
    room.ended();
    assertEquals(
        List.of(
            new Violation("r", "ann", 3, "its own r/ann/1 came without its number"),
            new Violation("r", "ann", 3, "never answered, though it took effect: r/ann/1")),
        violations.kept());
  }

  @Test
  void aDoubledCommandIsSeen() {
    ann.send();
    says(3, 1);
    bob.event(7, 4, 0, "r/ann/1");
    assertOnly("r", "bob", 4, "doubled: r/ann/1 took effect at seq 3 too");
  }

  @Test
  void aCommandAnsweredAgainIsSeen() {
    ann.send();
    says(3, 1);
    ann.event(7, 4, 1, "x");
    assertOnly("r", "ann", 4, "command 1 was answered again: x");
  }

  @Test
  void anEventHeardTwiceIsSeen() {
    ann.event(7, 3, 0, "x");
    ann.event(7, 3, 0, "x");
    assertOnly("r", "ann", 3, "heard seq 3 again, or late: x");
  }

  @Test
  void aGapIsSeen() {
    ann.event(7, 4, 0, "x");
    assertOnly("r", "ann", 2, "a gap: seq 4 came next");
  }

  @Test
  void eventsOutOfOrderAreSeen() {
    ann.event(7, 4, 0, "y");
    ann.event(7, 3, 0, "x");
    assertEquals(2, violations.count());
  }

  @Test
  void answersOutOfOrderAreSeen() {
    ann.send();
    ann.send();
    ann.event(7, 3, 2, "r/ann/2");
    assertOnly("r", "ann", 3, "command 2 was answered before command 1");
  }

  @Test
  void anAnswerOfAnotherCommandIsSeen() {
    ann.send();
    ann.event(7, 3, 1, "r/bob/1");
    assertOnly("r", "ann", 3, "command 1 was answered by r/bob/1");
  }

  @Test
  void anotherEventUnderTheSameSeqIsSeen() {
    ann.event(7, 3, 0, "x");
    bob.event(8, 3, 0, "x");
    assertEquals(1, violations.count());
    assertTrue(violations.kept().get(0).what().startsWith("heard "));
  }

  @Test
  void anEpochThatGoesBackIsSeen() {
    ann.event(9, 3, 0, "x");
    ann.event(8, 4, 0, "y");
    assertOnly("r", "ann", 3, "the epoch of seq 4 went back from 9 to 8");
  }

  @Test
  void anEventThatOneSeatMissedIsSeenAtTheEnd() {
    ann.event(7, 3, 0, "x");
    room.ended();
    assertOnly("r", "bob", 2, "missed all up to seq 3");
  }

  @Test
  void aSecondWelcomeAResetACloseAndARefusalAreSeen() {
    ann.send();
    ann.welcome(7, 2);
    ann.reset();
    ann.closed("1012 node-lost");
    ann.refused("rejected", 1);
    assertEquals(
        List.of(
            "welcomed again, at seq 2",
            "reset",
            "closed: 1012 node-lost",
            "command 1 was answered by rejected"),
        violations.kept().stream().map(Violation::what).toList());
  }

  @Test
  void whatIsSettledButWasNeverAnsweredIsSeen() {
    ann.send();
    ann.settled(1);
    assertOnly("r", "ann", 2, "commands 1 to 1 are settled, but were not answered");
  }

  @Test
  void aSeatGivenUpIsSeen() {
    ann.event(7, 3, 0, "left bob");
    assertOnly("r", "ann", 3, "a seat was given up: left bob");
  }

  @Test
  void twoOwnersOfAnEpochAreSeen() {
    Owners owners = new Owners(violations);
    owners.seen("r", 7, "node-1#a");
    owners.seen("r", 7, "node-1#a");
    owners.seen("r", 8, "node-2#b");
    owners.seen("q", 7, "node-2#b");
    assertEquals(0, violations.count());
    owners.seen("r", 7, "node-1#c");
    assertOnly("r", "", 0, "epoch 7 was owned by node-1#a and by node-1#c");
  }

  @Test
  void onlySoManyAreKeptAndAllAreCounted() {
    for (int i = 0; i <= Violations.MAX_KEPT; i++) {
      ann.closed("x");
    }
    assertEquals(Violations.MAX_KEPT, violations.kept().size());
    assertEquals(Violations.MAX_KEPT + 1, violations.count());
  }
}
