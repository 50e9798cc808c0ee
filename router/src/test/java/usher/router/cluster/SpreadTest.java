package usher.router.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import usher.common.control.Capacity;
import usher.common.control.Health;
import usher.common.control.NodeMessage.Heartbeat;
import usher.common.control.RouterMessage;
import usher.common.player.CloseReason;

class SpreadTest {
  private static final ClusterConfig SLOW = ClusterConfig.defaults().withHeartbeat(5_000, 20_000);

  private static Map<String, Integer> open(Stage stage, int rooms) {
    Map<String, Integer> spread = new HashMap<>();
    for (int i = 0; i < rooms; i++) {
      spread.merge(stage.locate("room-" + i).node(), 1, Integer::sum);
    }
    return spread;
  }

  @Test
  void threeThousandRoomsAtOnceSpreadEvenlyThoughHeartbeatsComeEveryFiveSeconds() {
    Stage stage = Stage.open(SLOW);
    stage.join(1, "n1");
    stage.pass(700);
    stage.join(2, "n2");
    stage.pass(700);
    stage.join(3, "n3");
    Map<String, Integer> spread = open(stage, 3_000);
    spread.values().forEach(rooms -> assertTrue(rooms <= 1_050, spread.toString()));
    stage.sound();
  }

  @Test
  void aNodeOfHalfTheCapacityGetsHalfTheRooms() {
    Stage stage = Stage.open(SLOW);
    stage.say(1, Stage.register("n1", "a", new Capacity(4_000, 100_000), true));
    stage.say(2, Stage.register("n2", "a", new Capacity(4_000, 100_000), true));
    stage.say(3, Stage.register("n3", "a", new Capacity(2_000, 100_000), true));
    Map<String, Integer> spread = open(stage, 3_000);
    assertTrue(spread.get("n1") <= 1_260 && spread.get("n2") <= 1_260, spread.toString());
    assertTrue(spread.get("n3") <= 630, spread.toString());
  }

  @Test
  void aHeartbeatThatKnowsOfNoPlacementYetDoesNotCallTheHerd() {
    Stage stage = Stage.open();
    stage.join(1, "n1");
    stage.join(2, "n2");
    open(stage, 100);
    stage.heartbeat(1, 0, 0);
    assertEquals(50, stage.node("n1").pending());
    assertEquals(50, stage.node("n1").rooms());
    stage.heartbeat(1, 50, 50);
    assertEquals(0, stage.node("n1").pending());
    assertEquals(50, stage.node("n1").rooms());
  }

  @Test
  void aFullNodeGetsNoMoreAndWhenAllAreFullThereIsNoNode() {
    Stage stage = Stage.open();
    stage.say(1, Stage.register("n1", "a", new Capacity(2, 100), true));
    open(stage, 2);
    Stage.Asker third = stage.locate("third");
    assertEquals(new Located.Nowhere(CloseReason.NO_NODE, 1_000), third.located);
    assertEquals(1, stage.cluster.view().counts().of(CloseReason.NO_NODE));
    assertEquals("full", stage.node("n1").skipped());
  }

  @Test
  void aNodeWithoutFreeSeatsIsFull() {
    Stage stage = Stage.open();
    stage.say(1, Stage.register("n1", "a", new Capacity(10, 5), true));
    stage.heartbeat(1, Health.READY, 1, 5, 0);
    assertEquals("full", stage.node("n1").skipped());
  }

  @Test
  void aDrainedNodeGetsNoNewRoomsIsToldAndKeepsWhatItHas() {
    Stage stage = Stage.open();
    stage.join(1, "n1");
    Stage.Asker kept = stage.locate("kept");
    stage.join(2, "n2");
    stage.tell(new ClusterEvent.DrainAsked(kept.pin().node().incarnation().node(), true));
    assertEquals(1, stage.sent(1, RouterMessage.Drain.class).size());
    stage.effects.clear();
    stage.heartbeat(1, 1, 1);
    assertTrue(stage.sent(1, RouterMessage.Acknowledge.class).get(0).draining());
    for (int i = 0; i < 20; i++) {
      assertEquals("n2", stage.locate("new-" + i).node());
    }
    assertEquals("n1", stage.locate("kept").node());
  }

  @Test
  void aFailingNodeGetsNoNewRooms() {
    Stage stage = Stage.open();
    stage.join(1, "n1");
    stage.join(2, "n2");
    stage.heartbeat(1, Health.FAILING, 0, 0, 0);
    for (int i = 0; i < 10; i++) {
      assertEquals("n2", stage.locate("new-" + i).node());
    }
  }

  @Test
  void aBusyNodeIsAvoidedOnceItsCpuPassesTheMark() {
    Stage stage = Stage.open();
    stage.join(1, "n1");
    stage.join(2, "n2");
    stage.say(1, new Heartbeat(50, Health.READY, null, 0, 0, 0.9, 0, null, 0));
    for (int i = 0; i < 10; i++) {
      assertEquals("n2", stage.locate("new-" + i).node());
    }
    stage.say(1, new Heartbeat(51, Health.READY, null, 0, 0, 0.7, 0, null, 0));
    assertEquals("n1", stage.locate("one-more").node());
  }

  @Test
  void aNodeThatJoinsABusyClusterTakesAGrowingShareOnly() {
    Stage stage = Stage.open();
    stage.join(1, "n1");
    stage.join(2, "n2");
    open(stage, 1_000);
    stage.join(3, "n3");
    for (int i = 0; i < 100; i++) {
      assertNotNull(stage.locate("early-" + i).node());
    }
    int early = stage.node("n3").pinned();
    assertTrue(early >= 5 && early <= 15, "took " + early + " of the first 100");
    stage.pass(10_000);
    for (int i = 0; i < 100; i++) {
      assertEquals("n3", stage.locate("late-" + i).node());
    }
  }

  @Test
  void aNewNodeTakesAllIfNoOtherTakesAny() {
    Stage stage = Stage.open();
    stage.say(1, Stage.register("n1", "a", new Capacity(1, 100), true));
    stage.locate("first");
    stage.join(2, "n2");
    for (int i = 0; i < 20; i++) {
      assertEquals("n2", stage.locate("next-" + i).node());
    }
  }
}
