package usher.router.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import usher.router.cluster.count.LostReason;
import usher.router.pin.Pin;

class FailoverTest {
  private final Stage stage = Stage.open();

  FailoverTest() {
    stage.join(1, "n1");
    stage.join(2, "n2");
    stage.join(3, "n3");
  }

  private long connectionOf(Stage.Asker asker) {
    return Long.parseLong(asker.node().substring(1));
  }

  @Test
  void aKilledNodeIsLostOnProofWithoutWaitingForItsLease() {
    Stage.Asker first = stage.locate("room");
    String dead = first.node();
    stage.probes.put(dead, ProbeOutcome.REFUSED);
    stage.silent(connectionOf(first));
    stage.tell(new ClusterEvent.ControlClosed(connectionOf(first)));
    assertTrue(stage.lost(dead));
    assertTrue(first.pin().isRetired());
    Stage.Asker second = stage.locate("room", first.pin(), 5_000);
    assertNotEquals(dead, second.node());
    assertTrue(second.pin().epoch() > first.pin().epoch());
    assertEquals(1, stage.cluster.view().counts().of(LostReason.PROOF_OF_DEATH));
    stage.sound();
  }

  @Test
  void openConnectionsToANodeSpeakAgainstItsDeath() {
    Stage.Asker first = stage.locate("room");
    String node = first.node();
    stage.probes.put(node, ProbeOutcome.REFUSED);
    stage.legs.put(node, 1);
    stage.silent(connectionOf(first));
    stage.tell(new ClusterEvent.ControlClosed(connectionOf(first)));
    assertFalse(stage.lost(node));
    Stage.Asker waiting = stage.locate("room", first.pin(), 5_000);
    assertNull(waiting.located);
    stage.legs.put(node, 0);
    stage.answer(first.pin().node());
    assertTrue(stage.lost(node));
    assertNotEquals(node, waiting.node());
  }

  @Test
  void aSilentNodeKeepsItsRoomsUntilItsLeaseAndAMarginAreOver() {
    Stage.Asker first = stage.locate("room");
    stage.silent(connectionOf(first));
    stage.heartbeat(connectionOf(first), 1, 1);
    stage.pass(2_080);
    assertFalse(stage.lost(first.node()));
    stage.pass(40);
    assertTrue(stage.lost(first.node()));
    assertNotEquals(first.node(), stage.locate("room").node());
  }

  @Test
  void aStoppedNodeThatComesBackRegistersAgainAndIsToldWhatToDrop() {
    Stage.Asker first = stage.locate("room");
    Pin old = first.pin();
    long connection = connectionOf(first);
    stage.silent(connection);
    stage.pass(2_700);
    Pin moved = stage.locate("room").pin();
    stage.effects.clear();
    stage.heartbeat(connection, 1, 1);
    assertEquals(
        1, stage.sent(connection, usher.common.control.RouterMessage.RegisterAgain.class).size());
    stage.say(
        connection,
        Stage.register(
            first.node(), "a", new usher.common.control.HeldRoom(old.room(), old.epoch())));
    var welcome = stage.sent(connection, usher.common.control.RouterMessage.Welcome.class);
    assertEquals(old.room(), welcome.get(0).forget().get(0).room());
    assertEquals(moved, stage.locate("room").pin());
    stage.sound();
  }
}
