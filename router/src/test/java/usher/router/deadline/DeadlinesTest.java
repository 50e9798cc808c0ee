package usher.router.deadline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One sweep for the deadlines of a loop. */
class DeadlinesTest {
  private static final long TURN_MS = Deadlines.SLOTS * Deadlines.PACE_MS;

  private long nowMs = 1_000;
  private final Deadlines deadlines = new Deadlines(() -> nowMs * 1_000_000);
  private final List<String> done = new ArrayList<>();

  private Deadline in(long ms, String what) {
    Deadline deadline = deadlines.unset();
    deadline.in(Duration.ofMillis(ms), () -> done.add(what));
    return deadline;
  }

  /** Time passes, with a sweep at each pace. */
  private void after(long ms) {
    for (long left = ms; left > 0; left -= Deadlines.PACE_MS) {
      nowMs += Math.min(left, Deadlines.PACE_MS);
      deadlines.sweep();
    }
  }

  @Test
  void aDeadlineComesNotBeforeItsTimeAndAtMostOnePaceAfter() {
    in(120, "a");
    after(100);
    assertEquals(List.of(), done);
    after(50);
    assertEquals(List.of("a"), done);
    assertEquals(0, deadlines.size());
    after(TURN_MS);
    assertEquals(List.of("a"), done);
  }

  @Test
  void oneThatIsCancelledIsGone() {
    Deadline cancelled = in(100, "a");
    in(100, "b");
    assertEquals(2, deadlines.size());
    cancelled.cancel();
    cancelled.cancel();
    assertEquals(1, deadlines.size());
    after(200);
    assertEquals(List.of("b"), done);
  }

  @Test
  void aNewTimeReplacesTheOldOne() {
    Deadline deadline = in(100, "a");
    deadline.in(Duration.ofMillis(300), () -> done.add("b"));
    assertEquals(1, deadlines.size());
    after(250);
    assertEquals(List.of(), done);
    after(50);
    assertEquals(List.of("b"), done);
  }

  @Test
  void oneThatIsFurtherAwayThanATurnComesInTimeToo() {
    in(TURN_MS - Deadlines.PACE_MS, "within");
    in(TURN_MS, "at");
    in(3 * TURN_MS + 100, "beyond");
    after(TURN_MS - Deadlines.PACE_MS);
    assertEquals(List.of("within"), done);
    after(Deadlines.PACE_MS);
    assertEquals(List.of("within", "at"), done);
    after(2 * TURN_MS + 50);
    assertEquals(2, done.size());
    after(50);
    assertEquals(List.of("within", "at", "beyond"), done);
  }

  @Test
  void aSweepDoesAsManyAsItMayAndTheNextOneTheRest() {
    for (int i = 0; i < Deadlines.MAX_PER_SWEEP; i++) {
      in(50, "one of many");
    }
    in(50, "one more");
    in(100, "later");
    after(50);
    assertEquals(Deadlines.MAX_PER_SWEEP, done.size());
    assertEquals(2, deadlines.size());
    after(50);
    assertEquals(List.of("one more", "later"), done.subList(Deadlines.MAX_PER_SWEEP, done.size()));
  }

  @Test
  void afterAPauseOfTheLoopAllThatIsDueComesAtOnceInOrder() {
    in(2 * TURN_MS, "c");
    in(500, "b");
    in(100, "a");
    nowMs += 3 * TURN_MS;
    deadlines.sweep();
    assertEquals(List.of("a", "b", "c"), done);
  }

  @Test
  void aMistakeInOneCostsNoOther() {
    deadlines
        .unset()
        .in(
            Duration.ofMillis(50),
            () -> {
              throw new IllegalStateException("the test says so");
            });
    in(50, "b");
    after(50);
    assertEquals(List.of("b"), done);
    assertEquals(0, deadlines.size());
  }

  @Test
  void oneMayBeSetAgainAndAnotherCancelledWhileItIsDone() {
    Deadline again = deadlines.unset();
    Deadline other = deadlines.unset();
    again.in(
        Duration.ofMillis(50),
        () -> {
          done.add("first");
          other.cancel();
          again.in(Duration.ofMillis(50), () -> done.add("second"));
        });
    other.in(Duration.ofMillis(50), () -> done.add("other"));
    after(50);
    assertEquals(List.of("first"), done);
    after(50);
    assertEquals(List.of("first", "second"), done);
    assertEquals(0, deadlines.size());
  }
}
