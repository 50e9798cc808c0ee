package usher.router.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import usher.common.control.Capacity;
import usher.common.control.NodeMessage.Closed;
import usher.common.control.NodeMessage.Stale;
import usher.common.control.RouterMessage.Place;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.router.cluster.count.Counter;
import usher.router.pin.Pin;

class RoomLifeTest {
  private final Stage stage = Stage.open();

  @Test
  void aPinIsForgottenWhenItsNodeClosesTheRoomAndNobodyIsIn() {
    stage.join(1, "n1");
    Pin pin = stage.locate("room").pin();
    stage.say(1, new Closed(pin.room(), pin.epoch()));
    assertTrue(pin.isRetired());
    assertEquals(0, stage.cluster.pins().size());
  }

  @Test
  void aRoomThatClosesAsSomeoneEntersIsPlacedAgainWhereItWas() {
    stage.join(1, "n1");
    stage.join(2, "n2");
    Pin pin = stage.locate("room").pin();
    long connection = Long.parseLong(pin.node().incarnation().node().value().substring(1));
    long epoch = pin.epoch();
    assertTrue(pin.tryEnter());
    stage.say(connection, new Closed(pin.room(), epoch));
    assertFalse(pin.isRetired());
    assertTrue(pin.epoch() > epoch);
    assertEquals(
        new Place(pin.room(), pin.epoch(), 2, null), stage.sent(connection, Place.class).get(1));
    stage.say(connection, new Closed(pin.room(), epoch));
    assertFalse(pin.isRetired());
  }

  @Test
  void staleCountsOnlyIfItCoversThePlacement() {
    stage.join(1, "n1");
    Pin pin = stage.locate("room").pin();
    stage.say(1, new Stale(pin.room(), 0));
    assertFalse(pin.isRetired());
    assertEquals(1, stage.count(Counter.STALE_IGNORED));
    stage.say(1, new Stale(pin.room(), 1));
    assertTrue(pin.isRetired());
    assertEquals(1, stage.count(Counter.STALE_TAKEN));
  }

  @Test
  void staleFromAnotherNodeCountsNothing() {
    stage.join(1, "n1");
    Pin pin = stage.locate("room").pin();
    stage.join(2, "n2");
    stage.say(2, new Stale(pin.room(), 99));
    assertFalse(pin.isRetired());
  }

  @Test
  void whereNodesSayNothingOfRoomsAPinLingersAfterTheLastConnection() {
    stage.say(1, Stage.register("n1", "a", new Capacity(10, 10), false));
    stage.beats(1);
    Pin pin = stage.locate("room").pin();
    assertTrue(pin.tryEnter());
    stage.pass(40_000);
    assertFalse(pin.isRetired());
    assertTrue(pin.leave());
    stage.tell(new ClusterEvent.RoomEmptied(pin));
    stage.pass(29_900);
    assertFalse(pin.isRetired());
    stage.pass(200);
    assertTrue(pin.isRetired());
    assertEquals(0, stage.cluster.pins().size());
  }

  @Test
  void oneRoomTooManyIsRefusedAndTheOthersStay() {
    Stage small = Stage.open(ClusterConfig.defaults().withBounds(10, 2, 10));
    small.join(1, "n1");
    Pin first = small.locate("a").pin();
    small.locate("b");
    assertEquals(new Located.Nowhere(CloseReason.TOO_MANY_ROOMS, 1_000), small.locate("c").located);
    assertEquals(first, small.locate("a").pin());
  }

  @Test
  void requestsForARoomOfASuspectNodeWaitUntilItIsSeenAliveAgain() {
    stage.join(1, "n1");
    stage.join(2, "n2");
    Pin pin = stage.locate("room").pin();
    String id = pin.node().incarnation().node().value();
    stage.probes.put(id, ProbeOutcome.SILENT);
    stage.tell(new ClusterEvent.ConnectFailed(pin.node(), ProbeOutcome.SILENT));
    Stage.Asker waiting = stage.locate("room", pin, 5_000);
    assertNull(waiting.located);
    stage.probes.put(id, ProbeOutcome.ACCEPTED);
    stage.answer(pin.node());
    assertEquals(pin, waiting.pin());
  }

  @Test
  void aConnectionThatFailsIsNoProofWhileControlIsOpen() {
    stage.join(1, "n1");
    Pin pin = stage.locate("room").pin();
    stage.probes.put("n1", ProbeOutcome.REFUSED);
    stage.tell(new ClusterEvent.ConnectFailed(pin.node(), ProbeOutcome.REFUSED));
    assertFalse(stage.lost("n1"));
    assertEquals("suspect", stage.node("n1").skipped());
  }

  @Test
  void epochsAreAboveTheWallClockAlsoWhenItJumpsBack() {
    stage.join(1, "n1");
    Pin first = stage.locate("a").pin();
    assertTrue(first.epoch() > stage.wallMs);
    stage.wallMs -= 3_600_000;
    assertTrue(stage.locate("b").pin().epoch() > first.epoch());
  }

  @Test
  void explainSaysWhyARoomIsWhereItIs() {
    stage.join(1, "n1");
    stage.locate("room");
    Explanation[] answer = new Explanation[1];
    stage.tell(new ClusterEvent.ExplainAsked(new RoomId("room"), e -> answer[0] = e));
    assertTrue(answer[0].why().startsWith("it is pinned to n1#a at epoch "), answer[0].why());
    stage.tell(new ClusterEvent.ExplainAsked(new RoomId("new"), e -> answer[0] = e));
    assertTrue(answer[0].why().contains("it would go to n1"), answer[0].why());
  }
}
