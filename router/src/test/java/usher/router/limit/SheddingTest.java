package usher.router.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import usher.router.limit.PlayerLimits.OverloadMarks;

/** Seats go far beyond the marks, and players only where memory ends. */
class SheddingTest {
  private static final OverloadMarks MARKS = new OverloadMarks(100, 0.9);
  private final Shedding shedding = new Shedding();

  private Rung see(long lagMs, double memory, long nowNs) {
    return shedding.see(new Overload.Seen(lagMs, memory), MARKS, nowNs);
  }

  /** After a while of the same. */
  private Rung late(long lagMs) {
    see(0, 0, 0);
    see(lagMs, 0, 1);
    assertEquals(Rung.NONE, see(lagMs, 0, Shedding.BEGINS_AFTER_NS), "not for a moment");
    return see(lagMs, 0, 1 + Shedding.BEGINS_AFTER_NS);
  }

  @Test
  void watchersGoAtFourTimesTheLatenessAndNotBefore() {
    assertEquals(Rung.NONE, late(399));
    assertEquals(Rung.WATCHERS, late(400));
  }

  @Test
  void watchersGoAtOnceWhenHalfOfTheMemoryBeyondTheMarkIsUsed() {
    assertEquals(Rung.NONE, see(0, 0.949, 1));
    assertEquals(Rung.WATCHERS, see(0, 0.951, 2));
  }

  @Test
  void playersGoOnlyWhenNearlyNoMemoryIsLeft() {
    assertEquals(Rung.WATCHERS, see(0, 0.979, 1));
    assertEquals(Rung.PLAYERS, see(0, 0.981, 2));
    assertEquals(Rung.WATCHERS, late(1_000_000), "never because a loop is late");
  }

  @Test
  void nobodyGoesAnyMoreAsSoonAsItIsBelowAgain() {
    assertEquals(Rung.PLAYERS, see(0, 1, 1));
    assertEquals(Rung.WATCHERS, see(0, 0.96, 2));
    assertEquals(Rung.NONE, see(0, 0.94, 3));
    assertEquals(Rung.WATCHERS, late(400));
    long now = 2 + Shedding.BEGINS_AFTER_NS;
    assertEquals(Rung.NONE, see(399, 0, now));
    assertEquals(Rung.NONE, see(400, 0, now + 1), "it begins anew");
  }

  @Test
  void withoutMarksNobodyGoes() {
    Overload.Seen much = new Overload.Seen(1_000_000, 1);
    OverloadMarks none = new OverloadMarks(0, 0);
    shedding.see(much, none, 0);
    assertEquals(Rung.NONE, shedding.see(much, none, 10 * Shedding.BEGINS_AFTER_NS));
  }
}
