package usher.router.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.control.Health;
import usher.common.control.HeldRoom;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage.Opened;
import usher.common.control.NodeMessage.Released;
import usher.common.control.RouterMessage.Acknowledge;
import usher.common.control.RouterMessage.Forget;
import usher.common.control.RouterMessage.Place;
import usher.common.control.RouterMessage.Release;
import usher.common.room.RoomId;
import usher.router.cluster.MoveAnswer.Word;
import usher.router.cluster.count.MoveOutcome;
import usher.router.pin.Pin;

class MoveTest {
  private static final RoomId ROOM = new RoomId("room");

  private static Stage stage(boolean journal) {
    ClusterConfig config = ClusterConfig.defaults();
    Stage stage = Stage.open(journal ? config.withJournal("redis://h:1") : config);
    stage.joinLinked(1, "n1", "a");
    stage.joinLinked(2, "n2", "a");
    return stage;
  }

  private static long on(Pin pin) {
    return Long.parseLong(pin.node().incarnation().node().value().substring(1));
  }

  private static long moves(Stage stage, MoveOutcome outcome) {
    stage.sound();
    return stage.cluster.view().counts().of(outcome);
  }

  @Test
  void withAJournalARoomIsReleasedThenClaimedForTheOtherNodeThenPlaced() {
    Stage stage = stage(true);
    Pin pin = stage.locate("room").pin();
    long from = on(pin);
    long to = 3 - from;
    assertEquals(Word.BEGUN, stage.move("room", "n" + to).word());
    assertEquals(new Release(ROOM, pin.epoch()), stage.sent(from, Release.class).get(0));
    Stage.Asker waiting = stage.locate("room");
    assertNull(waiting.located);
    stage.say(from, new Released(ROOM, pin.epoch() + 3, null));
    assertEquals("n" + to, waiting.node());
    assertTrue(waiting.pin().epoch() > pin.epoch() + 3);
    assertEquals(waiting.pin().epoch(), stage.sent(to, Place.class).get(0).epoch());
    stage.pass(20);
    assertEquals(0, moves(stage, MoveOutcome.DONE), "it is not up yet");
    stage.say(to, new Opened(ROOM, waiting.pin().epoch()));
    assertEquals(1, moves(stage, MoveOutcome.DONE));
  }

  @Test
  void withAJournalARoomThatIsBeingClaimedIsOnItsWayAndNotUnknown() {
    Stage stage = stage(true);
    Pin pin = stage.locate("room").pin();
    stage.move("room", null);
    stage.journalSilent = true;
    stage.say(on(pin), new Released(ROOM, pin.epoch(), null));
    assertEquals(Word.MOVING, stage.move("room", null).word());
  }

  @Test
  void withAJournalARoomThatDoesNotSayThatItIsUpIsNotWaitedForLongerThanForARelease() {
    Stage stage = stage(true);
    Pin pin = stage.locate("room").pin();
    stage.move("room", "n" + (3 - on(pin)));
    stage.say(on(pin), new Released(ROOM, pin.epoch(), null));
    stage.pass(MoveConfig.defaults().releaseMs() - 100);
    assertEquals(0, moves(stage, MoveOutcome.DONE));
    stage.pass(200);
    assertEquals(1, moves(stage, MoveOutcome.DONE));
  }

  @Test
  void withAJournalStaleOnALinkIsAsGoodAsReleasedAndTheRoomGoesWhereItShould() {
    Stage stage = stage(true);
    Pin pin = stage.locate("room").pin();
    assertTrue(pin.tryEnter());
    long from = on(pin);
    long to = 3 - from;
    stage.move("room", "n" + to);
    stage.tell(new ClusterEvent.StaleHeard(pin, pin.epoch()));
    Pin next = stage.locate("room", pin, 5_000).pin();
    assertEquals(to, on(next));
    stage.say(from, new Released(ROOM, pin.epoch(), null));
    stage.tell(new ClusterEvent.StaleHeard(pin, pin.epoch()));
    stage.pass(20);
    assertFalse(next.isRetired());
    assertEquals(1, stage.sent(to, Place.class).size());
    stage.say(to, new Opened(ROOM, next.epoch()));
    assertEquals(1, moves(stage, MoveOutcome.DONE));
    assertEquals(0, moves(stage, MoveOutcome.OVERTAKEN));
  }

  @Test
  void aDrainTakenBackIsToldToTheNodeAtOnceAndItTakesRoomsAgain() {
    Stage stage = stage(true);
    stage.tell(new ClusterEvent.DrainAsked(new NodeId("n1"), true));
    stage.heartbeat(1, Health.DRAINING, 0, 0, 0);
    stage.tell(new ClusterEvent.DrainAsked(new NodeId("n1"), false));
    List<Acknowledge> told = stage.sent(1, Acknowledge.class);
    assertFalse(told.get(told.size() - 1).draining());
    stage.heartbeat(1, Health.READY, 0, 0, 0);
    assertNull(stage.node("n1").skipped());
  }

  @Test
  void withAJournalANodeThatDoesNotReleaseInTimeIsFencedByAClaim() {
    Stage stage = stage(true);
    Pin pin = stage.locate("room").pin();
    assertTrue(pin.tryEnter());
    stage.move("room", null);
    stage.pass(2_100);
    Pin next = stage.locate("room").pin();
    assertNotEquals(pin.node(), next.node());
    assertEquals(1, moves(stage, MoveOutcome.TIMEOUT));
  }

  @Test
  void withoutAJournalTheSnapshotTravelsAndTheOldNodeForgetsOnlyWhenTheNewOneHasOpened() {
    Stage stage = stage(false);
    Pin pin = stage.locate("room").pin();
    long from = on(pin);
    long to = 3 - from;
    assertEquals(Word.BEGUN, stage.move("room", null).word());
    stage.say(from, new Released(ROOM, pin.epoch(), "{}"));
    Place place = stage.sent(to, Place.class).get(0);
    assertEquals("{}", place.snapshot());
    assertTrue(place.epoch() > pin.epoch());
    assertEquals(List.of(), stage.sent(from, Forget.class));
    stage.say(to, new Opened(ROOM, place.epoch()));
    assertEquals(List.of(new Forget(ROOM, pin.epoch())), stage.sent(from, Forget.class));
    assertEquals(1, moves(stage, MoveOutcome.DONE));
  }

  @Test
  void withoutAJournalTheRoomGoesOnWhereItWasIfTheOtherNodeDiesBeforeItOpensIt() {
    Stage stage = stage(false);
    Pin pin = stage.locate("room").pin();
    long from = on(pin);
    long to = 3 - from;
    stage.move("room", null);
    stage.say(from, new Released(ROOM, pin.epoch(), "{}"));
    stage.probes.put("n" + to, ProbeOutcome.REFUSED);
    stage.silent(to);
    stage.tell(new ClusterEvent.ControlClosed(to));
    assertTrue(stage.lost("n" + to));
    Pin back = stage.locate("room").pin();
    assertEquals(pin.node(), back.node());
    Place thaw = stage.sent(from, Place.class).get(1);
    assertNull(thaw.snapshot());
    assertTrue(thaw.epoch() > pin.epoch() + 1);
    assertEquals(List.of(), stage.sent(from, Forget.class));
    assertEquals(1, moves(stage, MoveOutcome.BACK));
  }

  @Test
  void withoutAJournalANodeThatComesBackWithoutTheRoomItWasGivenDoesNotStartItFresh() {
    Stage stage = stage(false);
    Pin pin = stage.locate("room").pin();
    long from = on(pin);
    long to = 3 - from;
    stage.move("room", null);
    stage.say(from, new Released(ROOM, pin.epoch(), "{}"));
    stage.say(to + 10, Stage.linked("n" + to, "a"));
    assertEquals(pin.node(), stage.locate("room").pin().node());
    assertEquals(List.of(), stage.sent(to + 10, Place.class));
    assertEquals(1, moves(stage, MoveOutcome.BACK));
  }

  @Test
  void withoutAJournalAKeptRoomIsNamedAnewToItsNodeWhenTheWordOfItWasLost() {
    Stage stage = stage(false);
    Pin pin = stage.locate("room").pin();
    long from = on(pin);
    stage.move("room", null);
    stage.effects.clear();
    stage.say(from + 10, Stage.linked("n" + from, "a", new HeldRoom(ROOM, pin.epoch(), true)));
    assertEquals(1, stage.sent(from + 10, Place.class).size());
    assertEquals(pin.node(), stage.locate("room").pin().node());
    assertEquals(1, moves(stage, MoveOutcome.BACK));
  }

  @Test
  void aRouterThatRestartsWaitsForEveryoneBeforeAKeptRoomGoesOn() {
    Stage stage = new Stage(ClusterConfig.defaults());
    stage.say(1, Stage.linked("n1", "a", new HeldRoom(ROOM, 41, true)));
    stage.say(2, Stage.linked("n2", "a", new HeldRoom(ROOM, 42)));
    stage.beats(1);
    stage.beats(2);
    stage.pass(2_200);
    Pin pin = stage.locate("room").pin();
    assertEquals("n2#a@42", pin.node() + "@" + pin.epoch());
    assertEquals(List.of(), stage.sent(1, Place.class));
    stage.sound();
  }

  @Test
  void whatCanNotBeMovedIsSaidInAWord() {
    Stage stage = stage(false);
    assertEquals(Word.UNKNOWN_ROOM, stage.move("room", null).word());
    Pin pin = stage.locate("room").pin();
    assertEquals(Word.UNKNOWN_NODE, stage.move("room", "n9").word());
    assertEquals(Word.THERE_ALREADY, stage.move("room", "n" + on(pin)).word());
    stage.tell(new ClusterEvent.DrainAsked(new NodeId("n" + (3 - on(pin))), true));
    assertEquals(Word.NODE_NOT_READY, stage.move("room", "n" + (3 - on(pin))).word());
    assertEquals(Word.NO_NODE, stage.move("room", null).word());
    stage.tell(new ClusterEvent.DrainAsked(new NodeId("n" + (3 - on(pin))), false));
    assertEquals(Word.BEGUN, stage.move("room", null).word());
    assertEquals(Word.MOVING, stage.move("room", null).word());
    stage.join(3, "n3");
    stage.sound();
  }

  @Test
  void roomsOfAServerThatHandsNothingOverStayWhereTheyAre() {
    Stage stage = Stage.open();
    stage.join(1, "n1");
    stage.locate("room");
    stage.join(2, "n2");
    assertEquals(Word.NOT_MOVABLE, stage.move("room", null).word());
    stage.tell(new ClusterEvent.DrainAsked(new NodeId("n1"), true));
    stage.pass(100);
    assertEquals(List.of(), stage.sent(1, Release.class));
  }

  @Test
  void aNodeThatDrainsIsAskedForItsRoomsAFewAtATime() {
    Stage stage = Stage.open(ClusterConfig.defaults().withJournal("redis://h:1"));
    stage.joinLinked(1, "n1", "a");
    for (int i = 0; i < 20; i++) {
      stage.locate("r" + i);
    }
    stage.heartbeat(1, Health.DRAINING, 20, 0, 20);
    stage.silent(1);
    stage.pass(100);
    assertEquals(List.of(), stage.sent(1, Release.class));
    stage.joinLinked(2, "n2", "a");
    stage.pass(40);
    List<Release> asked = stage.sent(1, Release.class);
    assertEquals(2, asked.size());
    int done = 0;
    while (done < asked.size()) {
      stage.say(1, new Released(asked.get(done).room(), asked.get(done).epoch(), null));
      stage.pass(20);
      assertEquals(asked, stage.sent(1, Release.class), "the others wait until it is up");
      Place placed = stage.sent(2, Place.class).get(done);
      stage.say(2, new Opened(placed.room(), placed.epoch()));
      done++;
      stage.pass(20);
      asked = stage.sent(1, Release.class);
    }
    assertEquals(20, done);
    assertEquals(0, stage.node("n1").pinned());
    assertEquals(20, stage.node("n2").pinned());
    assertEquals(20, moves(stage, MoveOutcome.DONE));
  }

  @Test
  void rebalancingMovesFromTheFullestToTheEmptiestOnlyIfItIsOnAndTheyDifferEnough() {
    MoveConfig on = MoveConfig.defaults().rebalancing(0.005, 100);
    ClusterConfig config = ClusterConfig.defaults().withJournal("redis://h:1");
    for (boolean rebalances : new boolean[] {true, false}) {
      Stage stage = Stage.open(rebalances ? config.withMoves(on) : config);
      stage.joinLinked(1, "n1", "a");
      for (int i = 0; i < 40; i++) {
        stage.locate("r" + i);
      }
      stage.joinLinked(2, "n2", "a");
      stage.pass(300);
      assertEquals(rebalances, !stage.sent(1, Release.class).isEmpty());
      assertFalse(stage.lost("n1"));
    }
  }
}
