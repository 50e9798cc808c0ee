package usher.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class RoomWatchTest {
  private static final long MS = 1_000_000;
  private static final long TOLERANCE_NS = 250 * MS;

  private final RoomWatch watch = new RoomWatch("r", TOLERANCE_NS);

  @Test
  void aRoomThatStaysOnItsNodeIsNotBroken() {
    watch.served("node-1", 7, 0);
    watch.served("node-1", 7, 5_000 * MS);
    watch.served("node-1", 8, 6_000 * MS);
    assertEquals(0, watch.breaches());
    assertEquals(0, watch.moves());
    assertNull(watch.firstBreach());
  }

  @Test
  void aRoomThatMovesToAHigherEpochIsNotBroken() {
    watch.served("node-1", 7, 0);
    watch.served("node-2", 9, 100 * MS);
    assertEquals(0, watch.breaches());
    assertEquals(1, watch.moves());
    assertEquals("node-2", watch.node());
  }

  @Test
  void twoNodesOfOneEpochBreakIt() {
    watch.served("node-1", 7, 0);
    watch.served("node-2", 7, MS);
    assertEquals(1, watch.breaches());
    assertEquals("r: epoch 7 was served by node-1 and node-2", watch.firstBreach());
  }

  @Test
  void twoNodesOfOneOldEpochBreakItToo() {
    watch.served("node-1", 7, 0);
    watch.served("node-2", 9, MS);
    watch.served("node-3", 7, 2 * MS);
    assertEquals(1, watch.breaches());
  }

  @Test
  void wordsThatWereOnTheirWayMayComeLate() {
    watch.served("node-1", 7, 0);
    watch.served("node-2", 9, 100 * MS);
    watch.served("node-1", 7, 350 * MS);
    assertEquals(0, watch.breaches());
  }

  @Test
  void anOldNodeThatGoesOnSpeakingBreaksIt() {
    watch.served("node-1", 7, 0);
    watch.served("node-2", 9, 100 * MS);
    watch.served("node-1", 7, 351 * MS);
    assertEquals(1, watch.breaches());
    assertEquals("r: node-1@7 was heard 251 ms after node-2@9 began", watch.firstBreach());
  }

  @Test
  void anOldNodeThatIsFirstHeardOfLateBreaksIt() {
    watch.served("node-2", 9, 0);
    watch.served("node-1", 7, 300 * MS);
    assertEquals(1, watch.breaches());
  }

  @Test
  void theSameNodesOlderEpochIsItsOwnAffair() {
    watch.served("node-1", 7, 0);
    watch.served("node-1", 8, MS);
    watch.served("node-1", 7, 500 * MS);
    assertEquals(0, watch.breaches());
  }

  @Test
  void aRoomThatMovesOftenIsRememberedInABoundedWay() {
    for (int epoch = 1; epoch <= 10_000; epoch++) {
      watch.served("node-" + epoch % 2, epoch, epoch * MS);
    }
    assertEquals(0, watch.breaches());
    assertEquals(63, watch.moves());
  }
}
