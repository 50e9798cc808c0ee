package usher.router.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import usher.router.cluster.count.Counter;

class FreezeTest {
  private final Stage stage = Stage.open();

  private void nodes(int count) {
    for (int i = 1; i <= count; i++) {
      stage.join(i, "n" + i);
    }
  }

  @Test
  void oneSilentNodeOfThreeIsLost() {
    nodes(3);
    stage.silent(1);
    stage.pass(2_700);
    assertTrue(stage.lost("n1"));
    assertEquals(0, stage.count(Counter.FREEZES));
  }

  @Test
  void oneSilentNodeOfTwoIsLostForHalfIsNotMoreThanHalf() {
    nodes(2);
    stage.silent(1);
    stage.pass(2_700);
    assertTrue(stage.lost("n1"));
  }

  @Test
  void theOnlyNodeIsNotGivenUpForSilence() {
    nodes(1);
    stage.silent(1);
    stage.pass(60_000);
    assertFalse(stage.lost("n1"));
    assertTrue(stage.cluster.view().frozen());
    stage.beats(1);
    stage.pass(600);
    assertFalse(stage.cluster.view().frozen());
    assertEquals("n1", stage.locate("room").node());
  }

  @Test
  void twoSilentNodesOfThreeFreezeEvictionsAndComeBack() {
    nodes(3);
    stage.silent(1);
    stage.silent(2);
    stage.pass(5_000);
    assertFalse(stage.lost("n1") || stage.lost("n2"));
    assertEquals(1, stage.count(Counter.FREEZES));
    stage.beats(1);
    stage.pass(1_500);
    assertFalse(stage.lost("n2"), "the last silent one has one more timeout");
    stage.pass(1_200);
    assertTrue(stage.lost("n2"));
    assertFalse(stage.lost("n1"));
  }

  @Test
  void nodesThatFallSilentABeatApartAreAllKept() {
    nodes(3);
    stage.silent(1);
    stage.pass(500);
    stage.silent(2);
    stage.pass(20_000);
    assertFalse(stage.lost("n1") || stage.lost("n2"));
    assertTrue(stage.cluster.view().frozen());
    assertEquals(1, stage.count(Counter.FREEZES));
  }

  @Test
  void aFreezeDoesNotForgetWhoWasGivenUpBeforeIt() {
    nodes(3);
    stage.silent(1);
    stage.pass(1_500);
    stage.silent(2);
    stage.pass(20_000);
    assertTrue(stage.lost("n1"));
    assertFalse(stage.lost("n2"));
    assertTrue(stage.cluster.view().frozen());
    stage.pass(14_000);
    assertTrue(stage.lost("n2"), "others are heard: after the limit it is given up");
    assertFalse(stage.cluster.view().frozen());
  }

  @Test
  void aNodeThatFallsSilentLongAfterAnotherIsLost() {
    nodes(3);
    stage.silent(1);
    stage.pass(6_000);
    assertTrue(stage.lost("n1"));
    stage.silent(2);
    stage.pass(2_700);
    assertTrue(stage.lost("n2"));
    assertEquals(0, stage.count(Counter.FREEZES));
  }

  @Test
  void aFreezeEndsAtItsLimitWhileSomeNodeIsHeard() {
    nodes(3);
    stage.silent(1);
    stage.silent(2);
    stage.pass(33_000);
    assertTrue(stage.lost("n1"));
    assertTrue(stage.lost("n2"));
    assertFalse(stage.lost("n3"));
  }

  @Test
  void proofOfDeathCountsWhileEvictionsAreFrozen() {
    nodes(3);
    stage.silent(1);
    stage.silent(2);
    stage.pass(5_000);
    stage.probes.put("n1", ProbeOutcome.REFUSED);
    stage.tell(new ClusterEvent.ControlClosed(1));
    assertTrue(stage.lost("n1"));
    assertFalse(stage.lost("n2"));
  }
}
