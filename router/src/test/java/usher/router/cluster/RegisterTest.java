package usher.router.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import usher.common.control.ControlRefusal;
import usher.common.control.HeldRoom;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;
import usher.common.control.RouterMessage.Refused;
import usher.common.control.RouterMessage.Welcome;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.router.cluster.count.Counter;
import usher.router.cluster.node.NodeState;
import usher.router.pin.Pin;

class RegisterTest {
  private final Stage stage = Stage.open();

  private ControlRefusal refusal(long connection) {
    return stage.sent(connection, Refused.class).get(0).refusal();
  }

  @Test
  void aSecondNodeWithALiveNodesIdIsRefusedAndDisturbsNothing() {
    stage.join(1, "n1");
    Pin pin = stage.locate("room").pin();
    stage.say(2, Stage.register("n1", "b"));
    assertEquals(ControlRefusal.ID_TAKEN, refusal(2));
    assertTrue(stage.did(new ClusterEffect.CloseControl(2)::equals));
    assertEquals(pin, stage.locate("room").pin());
    stage.heartbeat(1, 1, 1);
    assertEquals(NodeState.ALIVE, stage.node("n1").state());
  }

  @Test
  void aNodeThatWasKilledAndRestartsTakesItsIdAtOnceAndOldPinsAreNotHonoured() {
    stage.join(1, "n1");
    Pin old = stage.locate("room").pin();
    stage.probes.put("n1", ProbeOutcome.SILENT);
    stage.tell(new ClusterEvent.ControlClosed(1));
    stage.probes.put("n1", ProbeOutcome.ACCEPTED);
    NodeMessage.Register restarted = Stage.register("n1", "b");
    stage.say(
        2,
        new NodeMessage.Register(
            restarted.incarnation(),
            "test",
            old.node().address(),
            restarted.upstream(),
            restarted.capacity(),
            restarted.labels(),
            true,
            false,
            java.util.List.of()));
    assertEquals(1, stage.sent(2, Welcome.class).size());
    assertTrue(old.isRetired());
    assertTrue(stage.did(e -> e.equals(new ClusterEffect.NodeLost(old.node(), "superseded"))));
    Pin fresh = stage.locate("room").pin();
    assertEquals("b", fresh.node().incarnation().boot());
    assertTrue(fresh.epoch() > old.epoch());
  }

  @Test
  void roomsOfTheOldIncarnationElsewhereWaitForItsLeaseOrProof() {
    stage.join(1, "n1");
    stage.silent(1);
    Pin old = stage.locate("room").pin();
    stage.probes.put("n1", ProbeOutcome.SILENT);
    stage.tell(new ClusterEvent.ControlClosed(1));
    stage.say(2, Stage.register("n1", "b"));
    stage.beats(2);
    assertFalse(old.isRetired());
    stage.probes.put("n1", ProbeOutcome.ACCEPTED);
    stage.pass(2_200);
    assertTrue(old.isRetired());
    stage.say(3, Stage.register("n1", "a"));
    assertEquals(ControlRefusal.ID_TAKEN, refusal(3));
  }

  @Test
  void aNodeThatServesTlsIsRefusedByARouterThatKnowsNoAuthority() {
    NodeMessage.Register plain = Stage.register("n1", "a");
    stage.say(
        1,
        new NodeMessage.Register(
            plain.incarnation(),
            "test",
            plain.address(),
            plain.upstream(),
            plain.capacity(),
            plain.labels(),
            true,
            true,
            false,
            java.util.List.of()));
    assertEquals(ControlRefusal.NO_TLS, refusal(1));
  }

  @Test
  void aNodeThatReconnectsKeepsThePinsOfTheRoomsItNames() {
    stage.join(1, "n1");
    Pin kept = stage.locate("kept").pin();
    Pin dropped = stage.locate("dropped").pin();
    stage.tell(new ClusterEvent.ControlClosed(1));
    assertEquals(NodeState.SUSPECT, stage.node("n1").state());
    stage.say(2, Stage.register("n1", "a", new HeldRoom(kept.room(), kept.epoch())));
    assertEquals(NodeState.ALIVE, stage.node("n1").state());
    assertFalse(kept.isRetired());
    assertTrue(dropped.isRetired());
    assertEquals(0, stage.node("n1").pending());
  }

  @Test
  void aLostNodeThatComesBackKeepsTheRoomsThatNobodyTookSince() {
    stage.join(1, "n1");
    stage.join(2, "n2");
    Pin old = stage.locate("room").pin();
    String id = old.node().incarnation().node().value();
    long connection = Long.parseLong(id.substring(1));
    stage.silent(connection);
    stage.pass(2_700);
    assertTrue(old.isRetired());
    stage.say(connection, Stage.register(id, "a", new HeldRoom(old.room(), old.epoch())));
    assertEquals(0, stage.sent(connection, Welcome.class).get(1).forget().size());
    Pin again = stage.locate("room").pin();
    assertEquals(old.node(), again.node());
    assertTrue(again.epoch() > old.epoch());
  }

  @Test
  void aNodeWhoseAddressIsSilentIsToldAndGetsNoRoomBeforeItAnswers() {
    stage.probes.put("n1", ProbeOutcome.REFUSED);
    stage.join(1, "n1");
    assertEquals(ControlRefusal.ADDRESS_SILENT, refusal(1));
    assertEquals(new Located.Nowhere(CloseReason.NO_NODE, 1_000), stage.locate("room").located);
    stage.probes.put("n1", ProbeOutcome.ACCEPTED);
    stage.answer(stage.node("n1").node());
    assertEquals("n1", stage.locate("room").node());
  }

  @Test
  void oneNodeTooManyIsRefused() {
    Stage small = Stage.open(ClusterConfig.defaults().withBounds(2, 100, 100));
    small.join(1, "n1");
    small.join(2, "n2");
    small.say(3, Stage.register("n3", "a"));
    assertEquals(ControlRefusal.TOO_MANY_NODES, small.sent(3, Refused.class).get(0).refusal());
  }

  @Test
  void goodbyeEndsTheNodeAtOnce() {
    stage.join(1, "n1");
    stage.say(1, new NodeMessage.Goodbye());
    assertTrue(stage.lost("n1"));
  }

  @Test
  void aRoomThatIsPinnedElsewhereIsToldAwayFromANodeThatOpensIt() {
    stage.join(1, "n1");
    stage.say(1, new NodeMessage.Opened(new RoomId("room"), 5));
    assertEquals(5, stage.sent(1, RouterMessage.Forget.class).get(0).epoch());
    assertEquals(1, stage.count(Counter.ROOMS_FORGOTTEN));
  }

  @Test
  void anEpochBeyondBeliefIsToldAwayAndRaisesNothing() {
    stage.say(1, Stage.register("n1", "a", new HeldRoom(new RoomId("room"), Long.MAX_VALUE)));
    assertEquals(1, stage.sent(1, Welcome.class).get(0).forget().size());
    assertEquals(stage.wallMs + 1, stage.locate("room").pin().epoch());
  }
}
