package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import usher.common.link.LinkType;
import usher.common.net.LeakWatch;
import usher.common.net.TransportChoice;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.common.tls.TestAuthority;
import usher.common.tls.TlsDial;
import usher.common.tls.TlsFiles;
import usher.common.tls.TlsPort;
import usher.common.tls.TlsThreads;
import usher.router.access.AccessLog;
import usher.router.edge.LinkNode.Link;
import usher.router.edge.origin.AllowedOrigins;
import usher.router.edge.origin.TrustedProxies;
import usher.router.limit.PlayerLimits;
import usher.router.pin.Pin;

/** Who ended a connection, and why, as the access log tells it. */
@ExtendWith(LeakWatch.class)
class AccessEndTest {
  private static final String NOWHERE = "\"node\":null,\"epoch\":0,";
  private static final String NODE_1 = "\"node\":\"node-1\",\"epoch\":1,";
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String PAGE = "GET /usher.js HTTP/1.1\r\nHost: h\r\n\r\n";

  @TempDir Path directory;
  private Path file;
  private AccessLog log;

  @BeforeEach
  void open() {
    file = directory.resolve("access.log");
    log = AccessLog.open(file.toString());
  }

  @AfterEach
  void close() {
    log.close();
  }

  private House house(UnaryOperator<EdgeConfig> change) {
    return new House(TransportChoice.AUTO, change, log);
  }

  private House house() {
    return house(config -> config);
  }

  private String line() throws IOException {
    Await.until("a line", () -> log.written() > 0);
    List<String> lines = Files.readAllLines(file);
    assertEquals(1, lines.size(), lines.toString());
    return lines.get(0);
  }

  private void assertEnded(String by, String reason) throws IOException {
    String line = line();
    String word = reason.equals("null") ? reason : '"' + reason + '"';
    assertTrue(line.contains("\"by\":\"" + by + "\",\"reason\":" + word + ","), line);
  }

  private static Pin pin(House house) {
    Pin pin = house.cluster.pins.get(new RoomId("a"));
    if (pin == null) {
      throw new AssertionError("the room has no pin");
    }
    return pin;
  }

  /** As the cluster does: the room has no pin any more when its connections hear of it. */
  private static void closeRoom(House house) {
    Pin pin = pin(house);
    house.cluster.pins.remove(pin);
    house.port.roomClosed(pin, null);
    pin.retire();
  }

  @Test
  void aStoppingRouterEndsItsSeatsItself() throws Exception {
    try (House house = house();
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        link.seat(1, 1);
        ann.isSeated();
        house.port.close();
        ann.isClosed(1001, "router-leaving");
      }
      assertEnded("router", "router-leaving");
      assertTrue(line().contains(NODE_1), line());
    }
  }

  @Test
  void anOperatorsCloseIsTheRoutersAndTheNodeIsToldStill() throws Exception {
    try (House house = house();
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        link.seat(1, 1);
        ann.isSeated();
        closeRoom(house);
        ann.isClosed(1008, "room-closed");
      }
      assertEnded("router", "room-closed");
      assertTrue(line().contains(NODE_1), line());
    }
  }

  @Test
  void aTunnelThatAnOperatorClosesIsTheRoutersToo() throws Exception {
    try (House house = house();
        RawNode place = new RawNode("node-1")) {
      house.cluster.with(place.ref);
      try (RawPeer player = RawPeer.connect(house.port()).send(RawPeer.UPGRADE);
          RawPeer node = place.acceptUpgrade()) {
        player.head();
        closeRoom(house);
        player.rest();
        assertTrue(node.endsWithReset());
      }
      assertEnded("router", "room-closed");
      assertTrue(line().contains(NODE_1), line());
    }
  }

  @Test
  void aKilledNodeEndsItsTunnels() throws Exception {
    try (House house = house();
        RawNode place = new RawNode("node-1")) {
      house.cluster.with(place.ref);
      try (RawPeer player = RawPeer.connect(house.port()).send(RawPeer.UPGRADE);
          RawPeer node = place.acceptUpgrade()) {
        player.head();
        node.finish();
        player.rest();
      }
      assertEnded("node", "node-lost");
    }
  }

  @Test
  void aSeatThatItsNodeEndsIsTheNodes() throws Exception {
    try (House house = house();
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        link.seat(1, 1);
        ann.isSeated();
        link.send(LinkType.CLOSE, 1, 0, CloseReason.GAME_FAILED.word());
        ann.isClosed(1011, "game-failed");
      }
      assertEnded("node", "game-failed");
    }
  }

  @Test
  void aSeatThatWaitedTooLongForItsRoomIsTheRouters() throws Exception {
    try (House house = house(config -> config.withParking(Duration.ofMillis(500)));
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a")) {
        try (Link link = node.accept()) {
          link.seat(1, 1);
          ann.isSeated();
          node.refuseConnections();
        }
        ann.isClosed(1012, "room-unavailable");
      }
      assertEnded("router", "room-unavailable");
    }
  }

  @Test
  void whoIsNoRightProxyIsShutOutByTheRouter() throws Exception {
    Door door = new Door(null, AllowedOrigins.SAME, TrustedProxies.parse("127.0.0.1"), true);
    try (House house = house(config -> config.withDoor(door));
        RawPeer peer = RawPeer.connect(house.port()).send(PAGE)) {
      peer.endsWithReset();
      assertEnded("router", "wrong-proxy");
    }
  }

  @Test
  void whoSpeaksNoTlsIsShutOutByTheRouter() throws Exception {
    try (TlsThreads threads = new TlsThreads()) {
      TestAuthority.Issued own = new TestAuthority(directory, "ca").issue("own");
      TlsPort port =
          TlsPort.open(
              "players", TlsFiles.ofPort("--tls-", own.certificate(), own.key(), null), threads);
      try (House house = house(config -> config.withTls(port, TlsDial.off("nodes")));
          RawPeer peer = RawPeer.connect(house.port()).send(PAGE)) {
        assertTrue(peer.restText().startsWith("HTTP/1.1 400 "));
        assertEnded("router", "plain-text");
      }
    }
  }

  @Test
  void aKeptConnectionThatIsIdleTooLongIsEndedByTheRouter() throws Exception {
    PlayerLimits limits = PlayerLimits.DEFAULTS.withTimes(Duration.ofSeconds(5), SHORT);
    try (House house = house(config -> config.withLimits(limits));
        RawPeer peer = RawPeer.connect(house.port()).send(PAGE)) {
      assertTrue(peer.restText().startsWith("HTTP/1.1 200 "));
      assertEnded("router", "player-silent");
    }
  }

  @Test
  void tooManyPlayersAreALineEach() throws Exception {
    try (House house =
        house(config -> config.withLimits(PlayerLimits.DEFAULTS.withConnections(1)))) {
      try (RawPeer first = RawPeer.connect(house.port())) {
        Await.until("the first", () -> house.counters.playersOpen() == 1);
        try (RawPeer second = RawPeer.connect(house.port())) {
          assertTrue(second.restText().startsWith("HTTP/1.1 503 "));
        }
        assertEnded("router", "too-many-players");
        assertTrue(line().contains(NOWHERE), line());
        first.hangUp();
      }
    }
  }

  @Test
  void whoHangsUpInsideAHeadLeftAndWasNotRefused() throws Exception {
    String head =
        "GET /rooms/a HTTP/1.1\r\nHost: localhost\r\nUser-Agent: somebody\r\nAccept: */*\r\nX-A: b";
    for (int i = 0; i < 12; i++) {
      Files.write(file, new byte[0]);
      long before = log.written();
      // By io_uring a reset right behind the first bytes is not seen (Netty 4.2.18).
      TransportChoice choice = i % 2 == 0 ? TransportChoice.AUTO : TransportChoice.NIO;
      try (House house = new House(choice, config -> config, log);
          RawPeer peer =
              RawPeer.connect(house.port())
                  .send(head.substring(0, 60 + i).getBytes(StandardCharsets.US_ASCII))) {
        if (i % 2 == 0) {
          peer.hangUp();
        } else {
          Await.until("the player", () -> house.counters.playersOpen() == 1);
          peer.reset();
        }
        Await.until("a line", () -> log.written() > before);
        for (CloseReason each : CloseReason.values()) {
          assertEquals(0, house.counters.refusals(each), each.word());
        }
      }
      String line = Files.readString(file);
      String left = "\"by\":\"player\",\"reason\":";
      assertTrue(line.contains(left + "\"player-left\"") || line.contains(left + "null"), line);
      assertTrue(i % 2 == 1 || line.contains("\"player-left\""), line);
    }
  }
}
