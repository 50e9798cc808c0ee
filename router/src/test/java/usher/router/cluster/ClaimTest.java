package usher.router.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage.Closed;
import usher.common.control.RouterMessage.Place;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.router.cluster.count.Counter;
import usher.router.pin.ClaimOutcome;
import usher.router.pin.Pin;
import usher.router.pin.StoredPin;

class ClaimTest {
  private static final RoomId ROOM = new RoomId("room");
  private static final ClusterConfig CONFIG =
      ClusterConfig.defaults().withJournal("redis://127.0.0.1:6379");
  private final Stage stage = new Stage(CONFIG);

  @AfterEach
  void noEventFailed() {
    stage.sound();
  }

  private StoredPin.Kept kept() {
    StoredPin[] found = new StoredPin[1];
    stage.journal.lookUp(ROOM, answer -> found[0] = answer);
    return (StoredPin.Kept) found[0];
  }

  private void journalSays(String node, String boot, long epoch, String claim) {
    stage.journal.claim(ROOM, epoch, new Incarnation(new NodeId(node), boot), claim, outcome -> {});
  }

  private static long connection(Pin pin) {
    return Long.parseLong(pin.node().incarnation().node().value().substring(1));
  }

  @Test
  void aRoomThatNobodyHasIsClaimedAboveTheWallClockBeforeAnyoneIsShownIn() {
    stage.joinLinked(1, "n1", "a");
    Pin pin = stage.locate("room").pin();
    assertTrue(pin.epoch() > stage.wallMs);
    assertEquals(pin.epoch(), kept().epoch());
    assertEquals(pin.node().incarnation(), kept().owner());
    assertEquals(pin.epoch(), stage.sent(1, Place.class).get(0).epoch());
    assertEquals(1, stage.cluster.view().counts().of(ClaimOutcome.MADE));
  }

  @Test
  void aRouterThatHasJustStartedBelievesTheJournal() {
    journalSays("n2", "a", 41, "router:other:1");
    stage.joinLinked(1, "n1", "a");
    stage.joinLinked(2, "n2", "a");
    Pin pin = stage.locate("room").pin();
    assertEquals("n2#a@41", pin.node() + "@" + pin.epoch());
    assertEquals(0, stage.cluster.view().counts().of(ClaimOutcome.MADE));
  }

  @Test
  void anOwnerThatMayYetRegisterIsWaitedForAsLongAsTheRouterHasJustStarted() {
    journalSays("n2", "a", 41, "x");
    stage.joinLinked(1, "n1", "a");
    Stage.Asker asker = stage.locate("room");
    stage.pass(1_000);
    assertNull(asker.located);
    stage.joinLinked(2, "n2", "a");
    stage.pass(100);
    assertEquals("n2", asker.node());
    assertEquals(41, asker.pin().epoch());
  }

  @Test
  void anOwnerThatNeverRegistersIsReplaced() {
    journalSays("n9", "a", 41, "x");
    stage.joinLinked(1, "n1", "a");
    Stage.Asker asker = stage.locate("room");
    stage.pass(2_300);
    assertEquals("n1", asker.node());
    assertTrue(kept().epoch() > stage.wallMs - 1_000);
  }

  @Test
  void anotherIncarnationOfTheOwnerIsNotTheOwner() {
    journalSays("n1", "old", 41, "x");
    stage.joinLinked(1, "n1", "new");
    Pin pin = stage.locate("room").pin();
    assertTrue(pin.epoch() > 41);
    assertEquals("new", kept().owner().boot());
  }

  @Test
  void requestsForOneRoomShareOneLookAndHearTogetherWhenTheJournalAnswersAgain() {
    stage.joinLinked(1, "n1", "a");
    stage.journalSilent = true;
    Stage.Asker first = stage.locate("room");
    Stage.Asker second = stage.locate("room");
    assertEquals(1, stage.count(Counter.LOOKS));
    stage.pass(200);
    assertNull(first.located);
    assertTrue(stage.count(Counter.JOURNAL_WAITS) > 1);
    stage.journalSilent = false;
    stage.pass(60);
    assertEquals(first.pin(), second.pin());
  }

  @Test
  void whileTheJournalIsSilentPinsStandAndNewcomersAreToldWhy() {
    stage.joinLinked(1, "n1", "a");
    Pin pin = stage.locate("room").pin();
    stage.journalSilent = true;
    assertEquals(pin, stage.locate("room").pin());
    Stage.Asker stranger = stage.locate("other", null, 300);
    stage.pass(340);
    assertEquals(new Located.Nowhere(CloseReason.JOURNAL_UNAVAILABLE, 1_000), stranger.located);
    assertFalse(pin.isRetired());
  }

  @Test
  void whatAnotherProgramWroteIsClaimedAboveAndWhatIsNewerIsLeftAlone() {
    stage.joinLinked(1, "n1", "a");
    stage.journalSilent = true;
    Stage.Asker foreign = stage.locate("foreign");
    Stage.Asker newer = stage.locate("newer");
    stage.nowNs += 40 * Stage.MS;
    for (ClusterEffect effect :
        java.util.List.copyOf(stage.cluster.handle(new ClusterEvent.Tick(), stage.nowNs, 5))) {
      if (effect instanceof ClusterEffect.LookUp ask) {
        boolean isNewer = ask.room().value().equals("newer");
        stage.journalSilent = false;
        stage.tell(
            new ClusterEvent.LookedUp(
                ask.room(),
                ask.ask(),
                isNewer ? new StoredPin.Newer() : new StoredPin.Foreign(1L << 50)));
      }
    }
    assertEquals(new Located.Nowhere(CloseReason.JOURNAL_NEWER, 1_000), newer.located);
    if (foreign.located == null) {
      throw new AssertionError("the foreign entry stopped the room");
    }
    assertEquals((1L << 50) + 1, foreign.pin().epoch());
  }

  @Test
  void staleFromTheVeryNodeThatTheJournalNamesMakesTheRouterClaimAnew() {
    stage.joinLinked(1, "n1", "a");
    Pin pin = stage.locate("room").pin();
    assertTrue(pin.tryEnter());
    stage.tell(new ClusterEvent.StaleHeard(pin, pin.epoch() - 1));
    assertFalse(pin.isRetired());
    stage.tell(new ClusterEvent.StaleHeard(pin, pin.epoch()));
    assertTrue(pin.isRetired());
    assertTrue(stage.did(e -> e.equals(new ClusterEffect.PinRetired(pin))));
    Pin anew = stage.locate("room", pin, 5_000).pin();
    assertTrue(anew.epoch() > pin.epoch());
    stage.tell(new ClusterEvent.StaleHeard(pin, pin.epoch()));
    assertFalse(anew.isRetired());
  }

  @Test
  void aNodeThatClaimedItsRoomAnewRaisesThePinAndTheNextClaimIsAbove() {
    stage.joinLinked(1, "n1", "a");
    Pin pin = stage.locate("room").pin();
    long higher = pin.epoch() + 1_000_000;
    stage.tell(new ClusterEvent.EpochHeard(pin, higher));
    assertEquals(higher, pin.epoch());
    assertTrue(pin.tryEnter());
    stage.tell(new ClusterEvent.StaleHeard(pin, higher));
    assertTrue(stage.locate("room").pin().epoch() > higher);
  }

  @Test
  void aJournalThatWentBackDoesNotBringBackAnOwnerBelowAnEpochThatTheRouterKnows() {
    stage.joinLinked(1, "n1", "a");
    stage.joinLinked(2, "n2", "a");
    Pin pin = stage.locate("room").pin();
    assertTrue(pin.tryEnter());
    stage.tell(new ClusterEvent.EpochHeard(pin, pin.epoch() + 7));
    stage.tell(new ClusterEvent.StaleHeard(pin, pin.epoch()));
    assertTrue(kept().epoch() > pin.epoch());
  }

  @Test
  void theRoomsOfALostNodeAreClaimedTogetherAndSpread() {
    for (int i = 1; i <= 4; i++) {
      stage.joinLinked(i, "n" + i, "a");
    }
    java.util.Map<String, Integer> before = spread();
    stage.probes.put("n1", ProbeOutcome.REFUSED);
    stage.silent(1);
    stage.tell(new ClusterEvent.ControlClosed(1));
    assertTrue(stage.lost("n1"));
    java.util.Map<String, Integer> after = new java.util.TreeMap<>();
    for (int i = 0; i < 300; i++) {
      Pin pin = stage.cluster.pins().get(new RoomId("r" + i));
      assertFalse(pin == null || pin.isRetired(), "r" + i);
      after.merge(pin.node().incarnation().node().value(), 1, Integer::sum);
    }
    assertEquals(java.util.Set.of("n2", "n3", "n4"), after.keySet());
    after.values().forEach(rooms -> assertTrue(rooms >= 95 && rooms <= 105, after.toString()));
    assertEquals(75, before.get("n1"));
  }

  private java.util.Map<String, Integer> spread() {
    java.util.Map<String, Integer> rooms = new java.util.TreeMap<>();
    for (int i = 0; i < 300; i++) {
      Pin pin = stage.locate("r" + i).pin();
      assertTrue(pin.tryEnter());
      rooms.merge(pin.node().incarnation().node().value(), 1, Integer::sum);
    }
    return rooms;
  }

  private Pin pinOfADeadNode() {
    stage.pass(2_200);
    stage.joinLinked(1, "n1", "a");
    Pin pin = stage.locate("room").pin();
    assertTrue(pin.tryEnter());
    stage.joinLinked(2, "n2", "a");
    stage.probes.put("n1", ProbeOutcome.REFUSED);
    stage.silent(1);
    return pin;
  }

  @Test
  void aRoomOfADeadNodeIsClaimedWithoutALook() {
    Pin pin = pinOfADeadNode();
    long looks = stage.count(Counter.LOOKS);
    stage.tell(new ClusterEvent.ControlClosed(1));
    Stage.Asker asker = stage.locate("room", pin, 5_000);
    assertEquals("n2", asker.node());
    assertTrue(asker.pin().epoch() > pin.epoch());
    assertEquals(looks, stage.count(Counter.LOOKS));
  }

  @Test
  void aClaimWithoutALookThatTheJournalRefusesIsFollowedByOne() {
    Pin pin = pinOfADeadNode();
    long looks = stage.count(Counter.LOOKS);
    journalSays("n2", "a", stage.wallMs + 60_000, "x");
    stage.tell(new ClusterEvent.ControlClosed(1));
    Stage.Asker asker = stage.locate("room", pin, 5_000);
    stage.pass(100);
    assertEquals("n2", asker.node());
    assertEquals(kept().epoch(), asker.pin().epoch());
    assertTrue(stage.count(Counter.LOOKS) > looks);
  }

  @Test
  void whereAnotherRouterWasEverSeenARoomOfADeadNodeIsLookedAtFirst() {
    Pin pin = pinOfADeadNode();
    stage.journal.claim(
        new RoomId("other"),
        41,
        new Incarnation(new NodeId("n2"), "a"),
        "router:another:1",
        outcome -> {});
    assertEquals("n2", stage.locate("other").node());
    journalSays("n2", "a", stage.wallMs + 5, "router:another:2");
    stage.tell(new ClusterEvent.ControlClosed(1));
    Stage.Asker asker = stage.locate("room", pin, 5_000);
    assertEquals("n2", asker.node());
    assertEquals("router:another:2", kept().claim());
  }

  @Test
  void aRoomThatFellAsleepWakesByANewClaim() {
    stage.joinLinked(1, "n1", "a");
    Pin pin = stage.locate("room").pin();
    stage.say(1, new Closed(ROOM, pin.epoch()));
    assertEquals(0, stage.cluster.pins().size());
    assertTrue(stage.locate("room").pin().epoch() > pin.epoch());
  }

  @Test
  void aNewIncarnationTakesOverAtOnceAndHasTheOldRoomsPlacedAnew() {
    stage.joinLinked(1, "n1", "a");
    Pin pin = stage.locate("room").pin();
    stage.probes.put("n1", ProbeOutcome.SILENT);
    stage.tell(new ClusterEvent.ControlClosed(1));
    stage.probes.put("n1", ProbeOutcome.ACCEPTED);
    stage.joinLinked(2, "n1", "b");
    assertTrue(pin.isRetired());
    Pin next = stage.locate("room").pin();
    assertNotEquals(pin.node(), next.node());
    assertTrue(next.epoch() > pin.epoch());
  }

  @Test
  void anotherRoutersFreshClaimIsHonouredForOneLease() {
    stage.pass(2_200);
    stage.joinLinked(1, "n1", "a");
    journalSays("n7", "a", stage.wallMs, "router:another:5");
    Stage.Asker asker = stage.locate("room");
    stage.pass(1_900);
    assertNull(asker.located);
    stage.pass(200);
    assertEquals("n1", asker.node());
    assertEquals(connection(asker.pin()), 1);
  }
}
