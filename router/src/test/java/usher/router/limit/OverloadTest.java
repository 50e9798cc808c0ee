package usher.router.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import usher.common.player.CloseReason;
import usher.router.limit.PlayerLimits.OverloadMarks;

class OverloadTest {
  private static final OverloadMarks MARKS = new OverloadMarks(100, 0.9);
  private final Overload overload = new Overload();

  private String see(long lagMs, double memory, long nowNs) {
    return overload.see(new Overload.Seen(lagMs, memory), MARKS, nowNs);
  }

  @Test
  void itBeginsWhenAMarkWasPassedForAWhileAndNotForAMoment() {
    assertNull(see(100, 0, 0));
    assertNull(see(99, 0, 1));
    assertNull(see(100, 0, 2));
    assertNull(see(100, 0, 1 + Overload.BEGINS_AFTER_NS));
    assertNotNull(see(100, 0, 2 + Overload.BEGINS_AFTER_NS));
    assertTrue(overload.isOn());
  }

  @Test
  void itEndsWhenAllIsWellBelowForLonger() {
    see(0, 0.9, 0);
    assertNotNull(see(0, 0.9, Overload.BEGINS_AFTER_NS));
    long now = Overload.BEGINS_AFTER_NS;
    assertNull(see(0, 0.85, now + 1));
    assertNull(see(0, 0.85, now + 1 + 2 * Overload.ENDS_AFTER_NS));
    now += 2 + 2 * Overload.ENDS_AFTER_NS;
    assertNull(see(80, 0.5, now));
    assertNull(see(79, 0.8, now + 1));
    assertNull(see(79, 0.8, now + Overload.ENDS_AFTER_NS));
    assertTrue(overload.isOn());
    assertNotNull(see(79, 0.8, now + 1 + Overload.ENDS_AFTER_NS));
    assertFalse(overload.isOn());
  }

  @Test
  void withoutMarksItNeverBegins() {
    OverloadMarks none = new OverloadMarks(0, 0);
    Overload.Seen much = new Overload.Seen(10_000, 1);
    assertNull(overload.see(much, none, 0));
    assertNull(overload.see(much, none, 10 * Overload.BEGINS_AFTER_NS));
  }

  @Test
  void anOverloadedRouterRefusesWhoeverComes() {
    Limits limits = new Limits(PlayerLimits.DEFAULTS.withConnections(2));
    assertNull(limits.refusal(2));
    assertEquals(CloseReason.TOO_MANY_PLAYERS, limits.refusal(3));
    limits.rung(Rung.NEWCOMERS);
    assertEquals(CloseReason.OVERLOADED, limits.refusal(1));
    limits.rung(Rung.NONE);
    assertNull(limits.refusal(1));
  }
}
