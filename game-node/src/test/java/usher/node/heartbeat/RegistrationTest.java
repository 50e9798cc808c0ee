package usher.node.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import usher.common.control.Capacity;
import usher.common.control.ControlRefusal;
import usher.common.control.Health;
import usher.common.control.HeldRoom;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.control.NodeMessage.Heartbeat;
import usher.common.control.RouterMessage;
import usher.common.control.Upstream;
import usher.common.net.HostPort;
import usher.common.room.RoomId;

class RegistrationTest {
  private static final long MS = 1_000_000;
  private static final RoomId ROOM = new RoomId("r1");
  private static final HeartbeatConfig CONFIG =
      new HeartbeatConfig(
          List.of(new HostPort("router", 9000)),
          null,
          new Incarnation(new NodeId("n"), "b"),
          "1",
          new HostPort("127.0.0.1", 7001),
          Upstream.TUNNEL,
          new Capacity(10, 10),
          Map.of());

  private final Rooms rooms = new Rooms();
  private final List<NodeMessage> sent = new ArrayList<>();
  private final LeaseClock lease = new LeaseClock(0, rooms);
  private final Registration registration =
      new Registration(
          CONFIG,
          rooms,
          new HeartbeatSource(rooms, new CpuShare(() -> -1, 1, 0)),
          lease,
          sent::add);

  private void welcome(long atMs, HeldRoom... forget) {
    registration.onMessage(
        new RouterMessage.Welcome("x", 500, 2_000, null, List.of(forget)), atMs * MS);
  }

  private void acknowledge(long number, long atMs) {
    registration.onMessage(new RouterMessage.Acknowledge(number, 2_000, 0, false), atMs * MS);
  }

  private Heartbeat lastHeartbeat() {
    return (Heartbeat) sent.get(sent.size() - 1);
  }

  @Test
  void theRegisterNamesTheRoomsAndTheWelcomeCountsFromIt() {
    rooms.held.put(ROOM, 7L);
    registration.start(0);
    assertEquals(List.of(new HeldRoom(ROOM, 7)), ((NodeMessage.Register) sent.get(0)).rooms());
    assertFalse(lease.holds(0));
    welcome(300);
    assertTrue(lease.holds(1_999 * MS));
    assertFalse(lease.holds(2_000 * MS));
    assertEquals(1, lastHeartbeat().number());
  }

  @Test
  void heartbeatsComeAtFourFifthsOfTheIntervalAndRenewFromWhenTheyWereSent() {
    registration.start(0);
    welcome(0);
    registration.onTick(399 * MS);
    assertEquals(1, lastHeartbeat().number());
    registration.onTick(400 * MS);
    assertEquals(2, lastHeartbeat().number());
    acknowledge(2, 900);
    assertTrue(lease.holds(2_399 * MS));
    assertFalse(lease.holds(2_400 * MS));
  }

  @Test
  void anAnswerToWhatWasNotSentOrIsAnsweredRenewsNothing() {
    registration.start(0);
    welcome(0);
    acknowledge(9, 100);
    acknowledge(1, 200);
    acknowledge(1, 300);
    assertFalse(lease.holds(2_000 * MS));
  }

  @Test
  void heartbeatsDoNotWaitForAWelcomeButTheLeaseDoes() {
    registration.start(0);
    registration.onTick(400 * MS);
    assertEquals(1, lastHeartbeat().number());
    acknowledge(1, 500);
    assertFalse(lease.holds(500 * MS));
  }

  @Test
  void nothingRenewsWhileARoomIsStillToBeForgotten() {
    rooms.held.put(ROOM, 7L);
    registration.start(0);
    welcome(100, new HeldRoom(ROOM, 7));
    assertEquals(List.of("forget r1@7"), rooms.told);
    acknowledge(1, 200);
    assertFalse(lease.holds(200 * MS));
    rooms.held.remove(ROOM);
    registration.onTick(220 * MS);
    assertTrue(lease.holds(220 * MS));
  }

  @Test
  void aRoomHeldAtAHigherEpochIsNotWaitedFor() {
    rooms.held.put(ROOM, 8L);
    registration.start(0);
    welcome(100, new HeldRoom(ROOM, 7));
    assertTrue(lease.holds(100 * MS));
  }

  @Test
  void placementsAreTakenInOrderAndStartOverWithAWelcome() {
    registration.start(0);
    registration.onMessage(new RouterMessage.Place(ROOM, 1, 1, null), 0);
    welcome(0);
    registration.onMessage(new RouterMessage.Place(ROOM, 7, 5, null), 0);
    registration.onMessage(new RouterMessage.Place(ROOM, 6, 4, null), 0);
    registration.onMessage(new RouterMessage.Place(ROOM, 8, 5, null), 0);
    assertEquals(List.of("place r1@7"), rooms.told);
    assertEquals(5, registration.placement());
    registration.onTick(400 * MS);
    assertEquals(5, lastHeartbeat().placement());
    welcome(500);
    assertEquals(0, registration.placement());
  }

  @Test
  void aNodeThatWasLostHasNoLeaseUntilItIsWelcomeAgain() {
    registration.start(0);
    welcome(0);
    registration.onMessage(new RouterMessage.RegisterAgain(), 100 * MS);
    assertFalse(lease.holds(100 * MS));
    assertTrue(sent.get(sent.size() - 1) instanceof NodeMessage.Register);
    acknowledge(1, 150);
    assertFalse(lease.holds(150 * MS));
    welcome(200);
    assertTrue(lease.holds(2_099 * MS));
    assertFalse(lease.holds(2_100 * MS));
  }

  @Test
  void aRefusalThatEndsTheConnectionIsRememberedOthersAreNot() {
    registration.start(0);
    welcome(0);
    registration.onMessage(new RouterMessage.Refused(ControlRefusal.REPLAYED, "m"), 0);
    registration.onMessage(new RouterMessage.Refused(ControlRefusal.ADDRESS_SILENT, "m"), 0);
    assertNull(registration.refusedFor());
    assertTrue(lease.holds(100 * MS));
    registration.onMessage(new RouterMessage.Refused(ControlRefusal.SUPERSEDED, "m"), 100 * MS);
    assertEquals(ControlRefusal.SUPERSEDED, registration.refusedFor());
    assertFalse(lease.holds(100 * MS));
  }

  @Test
  void itsOwnLatenessIsInTheHeartbeatAndAHungLoopMakesItFail() {
    registration.start(0);
    welcome(0);
    registration.onTick(700 * MS);
    assertEquals(300, lastHeartbeat().loopLagMs());
    assertEquals(Health.READY, lastHeartbeat().health());
    rooms.lagMs = 1_001;
    registration.onTick(1_100 * MS);
    assertEquals(Health.FAILING, lastHeartbeat().health());
    assertEquals("a room loop made no progress for 1001 ms", lastHeartbeat().reason());
  }

  private static final class Rooms implements RoomHost, LeaseListener {
    final Map<RoomId, Long> held = new LinkedHashMap<>();
    final List<String> told = new ArrayList<>();
    double lagMs;

    @Override
    public void place(RoomId room, long epoch, @Nullable String snapshot) {
      told.add("place " + room + "@" + epoch + (snapshot == null ? "" : " as " + snapshot));
    }

    @Override
    public void release(RoomId room, long epoch) {
      told.add("release " + room + "@" + epoch);
    }

    @Override
    public void forget(RoomId room, long epoch) {
      told.add("forget " + room + "@" + epoch);
    }

    @Override
    public void drain() {
      told.add("drain");
    }

    @Override
    public List<HeldRoom> held() {
      return held.entrySet().stream().map(e -> new HeldRoom(e.getKey(), e.getValue())).toList();
    }

    @Override
    public NodeLoad load() {
      return new NodeLoad(Health.READY, null, held.size(), 0, lagMs);
    }

    @Override
    public void onHeld() {}

    @Override
    public void onLapsed() {}
  }
}
