package usher.node.heartbeat.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void theFirstWaitIsShortAndLaterOnesGrowUpToTheBound() {
    Backoff backoff = new Backoff(() -> 1);
    assertEquals(50, backoff.nextMs());
    assertEquals(100, backoff.nextMs());
    assertEquals(200, backoff.nextMs());
    assertEquals(400, backoff.nextMs());
    assertEquals(500, backoff.nextMs());
    assertEquals(500, backoff.nextMs());
  }

  @Test
  void waitsAreSpreadOverAllOfTheBound() {
    Backoff least = new Backoff(() -> 0);
    least.nextMs();
    assertEquals(Backoff.MIN_MS, least.nextMs());
  }

  @Test
  void aSuccessStartsOver() {
    Backoff backoff = new Backoff(() -> 1);
    backoff.nextMs();
    backoff.nextMs();
    backoff.reset();
    assertEquals(Backoff.FIRST_MS, backoff.nextMs());
  }

  @Test
  void aRefusalIsNotArguedWith() {
    assertTrue(new Backoff(() -> 0).afterRefusalMs() >= Backoff.REFUSED_MS);
  }
}
