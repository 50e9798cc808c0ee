package usher.router.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import usher.common.control.ControlRefusal;
import usher.common.control.Health;
import usher.common.control.NodeMessage.Heartbeat;
import usher.common.control.RouterMessage;
import usher.router.cluster.count.Counter;
import usher.router.cluster.node.NodeState;

class HeartbeatTest {
  private final Stage stage = Stage.open();

  private Heartbeat numbered(long number) {
    return new Heartbeat(number, Health.READY, null, 0, 0, 0, 0, null, 0);
  }

  @Test
  void aHeartbeatIsAcknowledgedWithTheLeaseAndTheLastPlacement() {
    stage.join(1, "n1");
    stage.locate("room");
    stage.effects.clear();
    stage.say(1, numbered(7));
    RouterMessage.Acknowledge answer = stage.sent(1, RouterMessage.Acknowledge.class).get(0);
    assertEquals(new RouterMessage.Acknowledge(7, 2_000, 1, false), answer);
  }

  @Test
  void aRepeatedNumberIsRefusedCountedAndRenewsNothing() {
    stage.join(1, "n1");
    stage.silent(1);
    stage.join(2, "n2");
    stage.say(1, numbered(7));
    stage.pass(2_000);
    stage.say(1, numbered(7));
    stage.say(1, numbered(6));
    assertEquals(
        ControlRefusal.REPLAYED, stage.sent(1, RouterMessage.Refused.class).get(0).refusal());
    assertEquals(2, stage.cluster.view().counts().of(ControlRefusal.REPLAYED));
    stage.pass(160);
    assertTrue(stage.lost("n1"));
    assertFalse(stage.lost("n2"));
  }

  @Test
  void aHeartbeatBeforeRegisterIsAskedToRegister() {
    stage.say(9, numbered(1));
    assertEquals(1, stage.sent(9, RouterMessage.RegisterAgain.class).size());
  }

  @Test
  void aWordOnARoomBeforeRegisterIsRefused() {
    stage.say(9, new usher.common.control.NodeMessage.Goodbye());
    assertEquals(
        ControlRefusal.NOT_REGISTERED, stage.sent(9, RouterMessage.Refused.class).get(0).refusal());
  }

  @Test
  void anOverdueHeartbeatMakesANodeSuspectAndTheNextOneClearsIt() {
    stage.join(1, "n1");
    stage.join(2, "n2");
    stage.silent(1);
    stage.pass(1_700);
    assertEquals(NodeState.SUSPECT, stage.node("n1").state());
    assertEquals("n2", stage.locate("room").node());
    stage.heartbeat(1, 0, 0);
    assertEquals(NodeState.ALIVE, stage.node("n1").state());
  }

  @Test
  void aRouterThatPausedForFiveSecondsEvictsNobody() {
    stage.join(1, "n1");
    stage.join(2, "n2");
    stage.join(3, "n3");
    stage.standStill(5_000);
    stage.pass(1_000);
    assertEquals(NodeState.ALIVE, stage.node("n1").state());
    assertFalse(stage.lost("n1") || stage.lost("n2") || stage.lost("n3"));
    assertEquals(1, stage.count(Counter.OWN_PAUSES));
    assertEquals(5_000, stage.count(Counter.OWN_PAUSE_MS));
  }

  @Test
  void aClockThatGoesBackStandsStill() {
    stage.join(1, "n1");
    stage.nowNs -= 60_000 * Stage.MS;
    stage.pass(3_000);
    assertEquals(NodeState.ALIVE, stage.node("n1").state());
    stage.sound();
  }
}
