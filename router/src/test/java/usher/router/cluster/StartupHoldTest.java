package usher.router.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import usher.common.control.HeldRoom;
import usher.common.control.RouterMessage.Welcome;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;

class StartupHoldTest {
  private static final RoomId ROOM = new RoomId("room");
  private final Stage stage = new Stage(ClusterConfig.defaults());

  @Test
  void anUnknownRoomWaitsForOneLeaseAndAMargin() {
    stage.join(1, "n1");
    Stage.Asker asker = stage.locate("room");
    stage.pass(2_080);
    assertNull(asker.located);
    stage.pass(40);
    assertEquals("n1", asker.node());
  }

  @Test
  void aRoomThatANodeNamesIsFoundThereAtOnce() {
    Stage.Asker asker = stage.locate("room");
    stage.say(1, Stage.register("n1", "a", new HeldRoom(ROOM, 41)));
    assertEquals("n1", asker.node());
    assertEquals(41, asker.pin().epoch());
  }

  @Test
  void theHigherEpochWinsAndTheLoserIsToldBeforeItsLeaseIsGranted() {
    stage.say(1, Stage.register("n1", "a", new HeldRoom(ROOM, 41)));
    stage.say(2, Stage.register("n2", "a", new HeldRoom(ROOM, 42)));
    assertEquals(0, stage.sent(1, Welcome.class).size());
    stage.pass(2_120);
    assertEquals(1, stage.sent(1, Welcome.class).get(0).forget().size());
    assertEquals(0, stage.sent(2, Welcome.class).get(0).forget().size());
    assertEquals("n2", stage.locate("room").node());
  }

  @Test
  void afterTheHoldThePinWinsAndIsRaisedAboveTheOther() {
    stage.say(1, Stage.register("n1", "a", new HeldRoom(ROOM, 41)));
    stage.pass(2_120);
    stage.say(2, Stage.register("n2", "a", new HeldRoom(ROOM, 42)));
    assertEquals(1, stage.sent(2, Welcome.class).get(0).forget().size());
    assertEquals("n1", stage.locate("room").node());
    assertTrue(stage.locate("room").pin().epoch() > 42);
  }

  @Test
  void whoeverWaitsLongerThanTheirDeadlineIsToldToTryLater() {
    Stage.Asker asker = stage.locate("room", null, 100);
    stage.pass(120);
    assertEquals(new Located.Nowhere(CloseReason.ROOM_UNAVAILABLE, 1_000), asker.located);
  }

  @Test
  void noMoreWaitThanMay() {
    Stage small = new Stage(ClusterConfig.defaults().withBounds(10, 10, 1));
    Stage.Asker first = small.locate("a");
    Stage.Asker second = small.locate("b");
    assertNull(first.located);
    assertEquals(new Located.Nowhere(CloseReason.ROOM_UNAVAILABLE, 1_000), second.located);
  }

  @Test
  void aPauseOfTheRouterExtendsTheHold() {
    stage.join(1, "n1");
    Stage.Asker asker = stage.locate("room", null, 60_000);
    stage.standStill(5_000);
    stage.pass(1_900);
    assertNull(asker.located);
    stage.pass(220);
    assertEquals("n1", asker.node());
  }
}
