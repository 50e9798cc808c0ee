package usher.node.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseClockTest {
  /** Close to where nanoseconds overflow: a clock may start anywhere. */
  private static final long START = Long.parseLong("9223372035854775807");

  private static final long MS = 1_000_000;

  private final List<String> told = new ArrayList<>();
  private final LeaseClock lease =
      new LeaseClock(
          START,
          new LeaseListener() {
            @Override
            public void onHeld() {
              told.add("held");
            }

            @Override
            public void onLapsed() {
              told.add("lapsed");
            }
          });

  @Test
  void aLeaseThatWasNeverGrantedDoesNotHold() {
    assertFalse(lease.holds(START));
    assertFalse(lease.holds(START + 5_000 * MS));
  }

  @Test
  void itCountsFromWhenTheMessageWasSentNotFromTheAnswer() {
    lease.renew(START, 2_000, START + 1_500 * MS);
    assertTrue(lease.holds(START + 1_999 * MS));
    assertFalse(lease.holds(START + 2_000 * MS));
    assertEquals(List.of("held"), told);
  }

  @Test
  void anAnswerThatComesAfterTheLeaseGrantsNothing() {
    lease.renew(START, 2_000, START + 2_000 * MS);
    assertFalse(lease.holds(START + 2_000 * MS));
    assertEquals(List.of(), told);
  }

  @Test
  void anOlderAnswerDoesNotShortenIt() {
    lease.renew(START + 400 * MS, 2_000, START + 500 * MS);
    lease.renew(START, 2_000, START + 600 * MS);
    assertTrue(lease.holds(START + 2_399 * MS));
  }

  @Test
  void aLapseIsToldAlsoWhenItWasRenewedBeforeAnyoneLooked() {
    lease.renew(START, 2_000, START);
    lease.renew(START + 2_900 * MS, 2_000, START + 3_000 * MS);
    assertEquals(List.of("held", "lapsed", "held"), told);
  }

  @Test
  void aRevokedLeaseEndsAtOnce() {
    lease.renew(START, 2_000, START);
    lease.revoke(START + 100 * MS);
    assertFalse(lease.holds(START + 100 * MS));
    assertEquals(List.of("held", "lapsed"), told);
  }
}
