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
  private Rung lasting(long lagMs, double memory) {
    see(0, 0, 0);
    see(lagMs, memory, 1);
    assertEquals(Rung.NONE, see(lagMs, memory, Shedding.BEGINS_AFTER_NS), "not for a moment");
    return see(lagMs, memory, 1 + Shedding.BEGINS_AFTER_NS);
  }

  @Test
  void watchersGoAtFourTimesTheLatenessAndNotBefore() {
    assertEquals(Rung.NONE, lasting(399, 0));
    assertEquals(Rung.WATCHERS, lasting(400, 0));
  }

  @Test
  void watchersGoWhenHalfOfTheMemoryBeyondTheMarkIsUsed() {
    assertEquals(Rung.NONE, lasting(0, 0.949));
    assertEquals(Rung.WATCHERS, lasting(0, 0.951));
  }

  @Test
  void playersGoOnlyWhenNearlyNoMemoryIsLeft() {
    assertEquals(Rung.WATCHERS, lasting(0, 0.979));
    assertEquals(Rung.PLAYERS, lasting(0, 0.981));
    assertEquals(Rung.WATCHERS, lasting(1_000_000, 0), "never because a loop is late");
  }

  @Test
  void nobodyGoesAnyMoreAsSoonAsItIsBelowAgain() {
    assertEquals(Rung.PLAYERS, lasting(0, 1));
    long now = 2 + Shedding.BEGINS_AFTER_NS;
    assertEquals(Rung.WATCHERS, see(0, 0.96, now));
    assertEquals(Rung.NONE, see(0, 0.94, now + 1));
    assertEquals(Rung.NONE, see(0, 1, now + 2));
  }

  @Test
  void withoutMarksNobodyGoes() {
    Overload.Seen much = new Overload.Seen(1_000_000, 1);
    OverloadMarks none = new OverloadMarks(0, 0);
    shedding.see(much, none, 0);
    assertEquals(Rung.NONE, shedding.see(much, none, 10 * Shedding.BEGINS_AFTER_NS));
  }
}
