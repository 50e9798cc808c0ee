package usher.router.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import usher.common.control.ControlRefusal;
import usher.common.control.NodeId;
import usher.common.control.RouterMessage;
import usher.common.room.RoomId;
import usher.router.cluster.OrderAnswer.Word;
import usher.router.cluster.count.Counter;
import usher.router.cluster.count.LostReason;
import usher.router.pin.Pin;

/** What operators order: rooms closed, nodes given up. */
class OrderTest {
  private static ClusterConfig journaled() {
    return ClusterConfig.defaults().withJournal("redis://127.0.0.1:1");
  }

  private static Stage stage(ClusterConfig config) {
    Stage stage = Stage.open(config);
    stage.joinLinked(1, "n1", "a");
    stage.joinLinked(2, "n2", "a");
    return stage;
  }

  private static OrderAnswer close(Stage stage, String room, @Nullable String message) {
    OrderAnswer[] answer = new OrderAnswer[1];
    stage.tell(new ClusterEvent.CloseAsked(new RoomId(room), message, told -> answer[0] = told));
    return answer[0];
  }

  private static OrderAnswer evict(Stage stage, String node) {
    OrderAnswer[] answer = new OrderAnswer[1];
    stage.tell(new ClusterEvent.EvictAsked(new NodeId(node), told -> answer[0] = told));
    return answer[0];
  }

  private static long connectionOf(Stage.Asker asker) {
    return Long.parseLong(asker.node().substring(1));
  }

  @Test
  void aRoomThatTheJournalKeepsIsHandedOverWhenItIsClosedAndWakesUnderANewClaim() {
    Stage stage = stage(journaled());
    Stage.Asker first = stage.locate("room");
    Pin pin = first.pin();
    assertTrue(pin.tryEnter());
    stage.effects.clear();
    OrderAnswer answer = close(stage, "room", "good night");
    assertEquals(Word.DONE, answer.word());
    assertTrue(answer.sentence().contains("1 connection"), answer.sentence());
    assertTrue(pin.isRetired());
    assertEquals(List.of(new ClusterEffect.RoomClosed(pin, "good night")), closed(stage));
    assertEquals(
        List.of(new RouterMessage.Release(pin.room(), pin.epoch())),
        stage.sent(connectionOf(first), RouterMessage.Release.class));
    assertEquals(0, stage.cluster.pins().size());
    Pin next = stage.locate("room").pin();
    assertTrue(next.epoch() > pin.epoch());
    assertEquals(1, stage.count(Counter.ROOMS_CLOSED));
    stage.sound();
  }

  private static List<ClusterEffect> closed(Stage stage) {
    return stage.effects.stream().filter(ClusterEffect.RoomClosed.class::isInstance).toList();
  }

  @Test
  void playersAreToldBeforeTheNodeIs() {
    Stage stage = stage(journaled());
    stage.locate("room");
    stage.effects.clear();
    close(stage, "room", null);
    int told = stage.effects.indexOf(closed(stage).get(0));
    for (int i = 0; i < told; i++) {
      assertFalse(stage.effects.get(i) instanceof ClusterEffect.Send, stage.effects.toString());
    }
  }

  @Test
  void withoutAJournalARoomThatWasClosedIsPlacedAgainOnlyOnceItsNodeHasSurelyLetItGo() {
    Stage stage = stage(ClusterConfig.defaults());
    Stage.Asker first = stage.locate("room");
    stage.effects.clear();
    assertEquals(Word.DONE, close(stage, "room", null).word());
    assertEquals(1, stage.sent(connectionOf(first), RouterMessage.Forget.class).size());
    Stage.Asker next = stage.locate("room");
    stage.pass(2_080);
    assertNull(next.located);
    stage.pass(40);
    assertTrue(next.pin().epoch() > first.pin().epoch());
    stage.sound();
  }

  @Test
  void aRoomThatIsOnItsWayOrThatNobodyHasIsNotClosed() {
    Stage stage = stage(journaled());
    assertEquals(Word.UNKNOWN_ROOM, close(stage, "room", null).word());
    stage.locate("room");
    assertEquals(MoveAnswer.Word.BEGUN, stage.move("room", null).word());
    assertEquals(Word.MOVING, close(stage, "room", null).word());
    stage.sound();
  }

  @Test
  void aNodeThatIsGivenUpLosesWhatTheJournalKeepsAtOnceAndMayComeBackAsAnotherIncarnation() {
    Stage stage = stage(journaled());
    Stage.Asker first = stage.locate("room");
    assertTrue(first.pin().tryEnter());
    String node = first.node();
    long connection = connectionOf(first);
    stage.silent(connection);
    stage.effects.clear();
    assertEquals(Word.DONE, evict(stage, node).word());
    assertTrue(stage.lost(node));
    assertEquals(1, stage.cluster.view().counts().of(LostReason.EVICTED));
    assertNotEquals(node, stage.locate("room").node());
    assertEquals(Word.UNKNOWN_NODE, evict(stage, node).word());
    stage.effects.clear();
    stage.say(7, Stage.linked(node, "a"));
    assertEquals(ControlRefusal.EVICTED, refusal(stage, 7));
    for (int i = 0; i < 3; i++) {
      // For as long as it knocks it is remembered, however late.
      stage.pass(50_000);
      stage.effects.clear();
      stage.say(70 + i, Stage.linked(node, "a"));
      assertEquals(ControlRefusal.EVICTED, refusal(stage, 70 + i));
    }
    stage.joinLinked(8, node, "b");
    assertTrue(stage.sent(8, RouterMessage.Refused.class).isEmpty());
    stage.sound();
  }

  @Test
  void withoutAJournalANodeThatIsGivenUpKeepsItsRoomsUntilItsLeaseIsOver() {
    Stage stage = stage(ClusterConfig.defaults());
    Stage.Asker first = stage.locate("room");
    long connection = connectionOf(first);
    stage.effects.clear();
    stage.heartbeat(connection, 1, 1);
    assertEquals(Word.BEGUN, evict(stage, first.node()).word());
    assertEquals(ControlRefusal.EVICTED, refusal(stage, connection));
    stage.probes.put(first.node(), ProbeOutcome.ACCEPTED);
    Stage.Asker waiting = stage.locate("room");
    stage.pass(2_080);
    assertFalse(stage.lost(first.node()));
    assertNull(waiting.located);
    stage.pass(40);
    assertTrue(stage.lost(first.node()));
    assertNotEquals(first.node(), waiting.node());
    assertEquals(1, stage.cluster.view().counts().of(LostReason.EVICTED));
    stage.sound();
  }

  @Test
  void aNodeThatNobodyKnowsIsNotGivenUp() {
    assertEquals(Word.UNKNOWN_NODE, evict(stage(ClusterConfig.defaults()), "n9").word());
  }

  private static ControlRefusal refusal(Stage stage, long connection) {
    return stage.sent(connection, RouterMessage.Refused.class).get(0).refusal();
  }
}
