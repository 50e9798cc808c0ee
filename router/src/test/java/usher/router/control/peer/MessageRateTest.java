package usher.router.control.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MessageRateTest {
  private static final long SECOND_NS = 1_000_000_000;

  @Test
  void aBurstPassesAndTheNextWaitsForItsToken() {
    MessageRate rate = new MessageRate(0);
    for (int i = 0; i < MessageRate.BURST; i++) {
      assertEquals(0, rate.takeNs(0));
    }
    long waitNs = rate.takeNs(0);
    assertTrue(Math.abs(waitNs - SECOND_NS / MessageRate.PER_SECOND) <= 1);
    assertEquals(0, rate.takeNs(2 * waitNs + 10));
  }

  @Test
  void timeFillsNoMoreThanTheBurst() {
    MessageRate rate = new MessageRate(0);
    for (int i = 0; i < MessageRate.BURST; i++) {
      assertEquals(0, rate.takeNs(3_600 * SECOND_NS));
    }
    assertTrue(rate.takeNs(3_600 * SECOND_NS) > 0);
  }
}
