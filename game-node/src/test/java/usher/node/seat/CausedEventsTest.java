package usher.node.seat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CausedEventsTest {
  @Test
  void whatIsKnownIsWhatHappened() {
    Random random = new Random(7);
    CausedEvents events = new CausedEvents();
    BitSet caused = new BitSet();
    int n = 0;
    for (int i = 0; i < 2_000; i++) {
      n += 1 + (random.nextInt(20) == 0 ? random.nextInt(90) : 0);
      events.decided(n);
      if (random.nextBoolean()) {
        events.caused(n);
        caused.set(n);
      }
      for (int back = 0; back < CausedEvents.KNOWN && back < n; back++) {
        assertEquals(caused.get(n - back), events.mayHaveCaused(n - back), (n - back) + " of " + n);
      }
    }
  }

  @Test
  void whatIsTooFarBackMayHaveCausedAnEvent() {
    CausedEvents events = new CausedEvents();
    events.decided(CausedEvents.KNOWN + 1);
    assertTrue(events.mayHaveCaused(1));
    assertFalse(events.mayHaveCaused(2));
  }

  @Test
  void whatWasNeverDecidedCausedNothing() {
    assertFalse(new CausedEvents().mayHaveCaused(1));
  }

  @Test
  void aSnapshotHasAllOfIt() {
    CausedEvents events = new CausedEvents();
    for (int n = 1; n <= 150; n += 3) {
      events.caused(n);
    }
    CausedEvents again = new CausedEvents();
    again.read(events.write());
    for (int n = 1; n <= 151; n++) {
      assertEquals(events.mayHaveCaused(n), again.mayHaveCaused(n), "n=" + n);
    }
    assertEquals(events.write(), again.write());
  }
}
