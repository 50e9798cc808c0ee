package usher.bench.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ResumedTest {
  private static final long MS = 1_000_000;

  private static void assertMs(long ms, long ns) {
    // The histogram keeps three digits.
    assertTrue(Math.abs(ns - ms * MS) < MS, () -> ns + " ns are not " + ms + " ms");
  }

  @Test
  void aRoomThatChangesHandsRestsFromItsLastEventToTheFirstOfItsNewEpoch() {
    Resumed resumed = new Resumed(Kind.KILL);
    Resumed.OfRoom room = resumed.new OfRoom();
    room.happened(7, "", 1_000 * MS);
    resumed.faultAt(1_050 * MS);
    room.happened(7, "", 1_060 * MS);
    room.sent("a", 1_090 * MS);
    room.happened(8, "a", 1_100 * MS);
    room.happened(8, "", 1_900 * MS);
    room.roundEnded();
    assertEquals(1, resumed.gaps.getTotalCount());
    assertMs(40, resumed.gaps.getMaxValue());
    assertMs(10, resumed.waits.getMaxValue());
  }

  @Test
  void aRoomOfAKilledNodeIsBackWithTheFirstPlayerWhoIsTold() {
    Resumed resumed = new Resumed(Kind.KILL);
    Resumed.OfRoom room = resumed.new OfRoom();
    resumed.faultAt(1_000 * MS);
    room.resumed(1_040 * MS);
    room.resumed(1_050 * MS);
    assertEquals(1, resumed.backs.getTotalCount());
    assertMs(40, resumed.backs.getMaxValue());
    resumed.faultAt(4_000 * MS);
    room.resumed(4_070 * MS);
    assertEquals(2, resumed.backs.getTotalCount());
    assertMs(70, resumed.backs.getMaxValue());
  }

  @Test
  void aCommandSentBeforeTheFaultWaitsFromTheFaultOn() {
    Resumed resumed = new Resumed(Kind.MOVE);
    Resumed.OfRoom room = resumed.new OfRoom();
    room.happened(7, "", 1_000 * MS);
    resumed.faultAt(1_050 * MS);
    room.sent("a", 1_010 * MS);
    room.happened(8, "a", 1_100 * MS);
    assertMs(50, resumed.waits.getMaxValue());
  }

  @Test
  void anInterruptionWithoutAnEpochIsTheLongestRestOfTheRound() {
    Resumed resumed = new Resumed(Kind.REDIS);
    Resumed.OfRoom room = resumed.new OfRoom();
    room.happened(7, "", 1_000 * MS);
    resumed.faultAt(1_010 * MS);
    room.happened(7, "", 1_020 * MS);
    room.sent("a", 1_030 * MS);
    room.happened(7, "a", 2_020 * MS);
    room.sent("b", 2_030 * MS);
    room.happened(7, "b", 2_040 * MS);
    room.roundEnded();
    room.roundEnded();
    assertEquals(1, resumed.gaps.getTotalCount());
    assertMs(1_000, resumed.gaps.getMaxValue());
    assertMs(990, resumed.waits.getMaxValue());
  }
}
