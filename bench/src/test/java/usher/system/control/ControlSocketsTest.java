package usher.system.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import usher.common.config.Tokens;
import usher.common.control.Capacity;
import usher.common.control.Health;
import usher.common.control.HeldRoom;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;
import usher.common.control.Upstream;
import usher.common.net.CannotListenException;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;
import usher.common.room.RoomId;
import usher.node.heartbeat.ControlClient;
import usher.node.heartbeat.HeartbeatConfig;
import usher.router.control.ControlPort;
import usher.router.control.ControlPortConfig;
import usher.router.control.peer.ControlMetrics;
import usher.system.Await;

/** The node's side of control against the router's, over real sockets. */
class ControlSocketsTest {
  private static final RoomId ROOM = new RoomId("r1");
  private static final Tokens TOKEN = Tokens.of("0123456789abcdef");

  private final Transport transport = Transport.of(TransportChoice.NIO);
  private final EventLoopGroup loops = transport.group("test-control", 1);
  private final FakeCluster cluster = new FakeCluster();
  private final FakeRooms rooms = new FakeRooms();
  private final List<ControlClient> clients = new ArrayList<>();
  private final List<String> refusals = new java.util.concurrent.CopyOnWriteArrayList<>();
  private ControlPort port;

  @BeforeEach
  void listen() {
    port = listen(0);
  }

  @AfterEach
  void stop() {
    clients.forEach(client -> client.stop(2_000));
    port.close();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private ControlPort listen(int at) {
    ControlMetrics metrics = refusal -> refusals.add(refusal.word());
    ControlPort listening =
        ControlPort.listen(
            new ControlPortConfig(new HostPort("127.0.0.1", at), TOKEN, 400),
            transport,
            loops,
            cluster,
            metrics);
    cluster.speaksThrough(listening);
    return listening;
  }

  private ControlClient start(String boot, @Nullable Tokens token, FakeRooms host) {
    HeartbeatConfig config =
        new HeartbeatConfig(
            List.of(port.address()),
            token,
            new Incarnation(new NodeId("node-1"), boot),
            "0.1.0",
            new HostPort("127.0.0.1", 7001),
            Upstream.TUNNEL,
            new Capacity(10, 100),
            Map.of("zone", "a"));
    ControlClient client = new ControlClient(config, host, host);
    clients.add(client);
    client.start();
    return client;
  }

  private static void await(String what, BooleanSupplier condition) {
    Await.until(what, 20_000, condition);
  }

  @Test
  void aNodeRegistersAndItsLeaseHoldsWhileHeartbeatsAreAcknowledged() {
    rooms.held.put(ROOM, 7L);
    ControlClient client = start("a", TOKEN, rooms);
    await("the lease holds", () -> client.lease().holds(System.nanoTime()));
    await("heartbeats", () -> cluster.said(NodeMessage.Heartbeat.class).size() > 10);
    NodeMessage.Register register = cluster.said(NodeMessage.Register.class).get(0);
    assertEquals(List.of(new HeldRoom(ROOM, 7)), register.rooms());
    assertEquals(Map.of("zone", "a"), register.labels());
    assertTrue(client.isRegistered());
    assertEquals(1, cluster.said(NodeMessage.Register.class).size());
  }

  @Test
  void aLeaseLapsesWhenTheRouterFallsDeafAndHoldsAgainWhenItHears() {
    ControlClient client = start("a", TOKEN, rooms);
    await("held", () -> rooms.lease.equals(List.of("held")));
    cluster.fallDeaf(true);
    await("lapsed", () -> rooms.lease.equals(List.of("held", "lapsed")));
    assertFalse(client.lease().holds(System.nanoTime()));
    cluster.fallDeaf(false);
    await("held again", () -> rooms.lease.equals(List.of("held", "lapsed", "held")));
  }

  @Test
  void placementsOpenRoomsAndOldNumbersAreIgnored() {
    start("a", TOKEN, rooms);
    await("registered", () -> cluster.connectionOf("node-1") != 0);
    cluster.say("node-1", new RouterMessage.Place(ROOM, 9, 2, null));
    cluster.say("node-1", new RouterMessage.Place(new RoomId("old"), 3, 1, null));
    cluster.say("node-1", new RouterMessage.Place(new RoomId("again"), 3, 2, null));
    await(
        "the number comes back",
        () -> cluster.said(NodeMessage.Heartbeat.class).stream().anyMatch(h -> h.placement() == 2));
    assertEquals(Map.of(ROOM, 9L), rooms.held);
  }

  @Test
  void drainAndForgetReachTheRooms() {
    rooms.held.put(ROOM, 7L);
    start("a", TOKEN, rooms);
    await("registered", () -> cluster.connectionOf("node-1") != 0);
    cluster.say("node-1", new RouterMessage.Drain());
    cluster.say("node-1", new RouterMessage.Forget(ROOM, 7));
    await("drained", () -> rooms.drains.get() == 1);
    await("forgotten", () -> rooms.held.isEmpty());
  }

  @Test
  void theLeaseWaitsUntilTheRoomsToForgetAreGone() {
    rooms.held.put(ROOM, 7L);
    rooms.forgetsSlowly = true;
    cluster.forgetAtWelcome(new HeldRoom(ROOM, 7));
    ControlClient client = start("a", TOKEN, rooms);
    await("heartbeats", () -> cluster.said(NodeMessage.Heartbeat.class).size() > 5);
    assertEquals(List.of(new HeldRoom(ROOM, 7)), rooms.toForget);
    assertFalse(client.lease().holds(System.nanoTime()));
    rooms.held.remove(ROOM);
    await("the lease holds", () -> client.lease().holds(System.nanoTime()));
  }

  @Test
  void whatRoomsAnnounceReachesTheCluster() {
    ControlClient client = start("a", TOKEN, rooms);
    await("registered", client::isRegistered);
    client.opened(ROOM, 7);
    client.closed(ROOM, 7);
    client.stale(ROOM);
    await("stale", () -> !cluster.said(NodeMessage.Stale.class).isEmpty());
    assertEquals(
        List.of(
            new NodeMessage.Opened(ROOM, 7),
            new NodeMessage.Closed(ROOM, 7),
            new NodeMessage.Stale(ROOM, 0)),
        cluster.said().stream()
            .filter(
                m -> !(m instanceof NodeMessage.Register) && !(m instanceof NodeMessage.Heartbeat))
            .toList());
  }

  @Test
  void aNodeThatWasLostRegistersAgainAndIsWithoutALeaseMeanwhile() {
    start("a", TOKEN, rooms);
    await("held", () -> rooms.lease.equals(List.of("held")));
    cluster.loseAll();
    await("again", () -> cluster.said(NodeMessage.Register.class).size() == 2);
    await("held again", () -> rooms.lease.equals(List.of("held", "lapsed", "held")));
  }

  @Test
  void aRestartedRouterIsFoundAgainAndToldOfTheRooms() {
    ControlClient client = start("a", TOKEN, rooms);
    await("registered", client::isRegistered);
    rooms.held.put(ROOM, 7L);
    int at = port.address().port();
    port.close();
    await("unregistered", () -> !client.isRegistered());
    await("the port is free", () -> tryListen(at));
    await("registered again", client::isRegistered);
    List<NodeMessage.Register> registers = cluster.said(NodeMessage.Register.class);
    assertEquals(List.of(new HeldRoom(ROOM, 7)), registers.get(registers.size() - 1).rooms());
  }

  private boolean tryListen(int at) {
    try {
      port = listen(at);
      return true;
    } catch (CannotListenException e) {
      return false;
    }
  }

  @Test
  void aConnectionThatTheRouterClosesIsDialledAgain() {
    ControlClient client = start("a", TOKEN, rooms);
    await("registered", client::isRegistered);
    long first = cluster.connectionOf("node-1");
    cluster.hangUp("node-1");
    await("closed", () -> cluster.closed().contains(first));
    await("again", () -> cluster.connectionOf("node-1") > first && client.isRegistered());
  }

  @Test
  void ofTwoNodesWithOneIdTheFirstStays() {
    ControlClient first = start("a", TOKEN, rooms);
    await("registered", first::isRegistered);
    FakeRooms others = new FakeRooms();
    ControlClient second = start("b", TOKEN, others);
    await("refused", () -> cluster.closed().size() >= 1);
    assertFalse(second.isRegistered());
    assertFalse(second.lease().holds(System.nanoTime()));
    assertTrue(first.isRegistered());
    first.stop(2_000);
    await("the other is let in", second::isRegistered);
  }

  @Test
  void aWrongTokenIsRefusedAndCounted() {
    ControlClient client = start("a", Tokens.of("fedcba9876543210"), rooms);
    await("counted", () -> refusals.contains("unauthorized"));
    assertFalse(client.isRegistered());
    assertTrue(cluster.said().isEmpty());
  }

  @Test
  void aHungLoopMakesTheNodeFailWithTheReason() {
    rooms.lagMs = 5_000;
    start("a", TOKEN, rooms);
    await("a heartbeat", () -> !cluster.said(NodeMessage.Heartbeat.class).isEmpty());
    NodeMessage.Heartbeat heartbeat = cluster.said(NodeMessage.Heartbeat.class).get(0);
    assertEquals(Health.FAILING, heartbeat.health());
    assertEquals("a room loop made no progress for 5000 ms", heartbeat.reason());
    assertTrue(heartbeat.loopLagMs() >= 5_000);
  }

  @Test
  void aNodeThatStopsSaysGoodbye() {
    ControlClient client = start("a", TOKEN, rooms);
    await("registered", client::isRegistered);
    client.stop(5_000);
    await("goodbye", () -> !cluster.said(NodeMessage.Goodbye.class).isEmpty());
    await("closed", () -> cluster.closed().size() == 1);
  }
}
