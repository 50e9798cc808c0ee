package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import usher.common.config.Reloads;
import usher.common.link.LinkType;
import usher.common.net.TransportChoice;
import usher.common.tls.TestAuthority;
import usher.common.tls.TestAuthority.Issued;
import usher.common.tls.TlsDial;
import usher.common.tls.TlsFailure;
import usher.common.tls.TlsFiles;
import usher.common.tls.TlsPort;
import usher.common.tls.TlsThreads;
import usher.router.cluster.ClusterEvent;
import usher.router.limit.PlayerLimits;
import usher.router.pin.NodeRef;

/** Players and nodes that speak TLS, over real sockets. */
@Timeout(60)
class TlsEdgeTest {
  @TempDir static Path directory;
  private static TestAuthority authority;
  private static Issued nodes;
  private static Issued router;

  private final TlsThreads threads = new TlsThreads();
  private final Reloads reloads = new Reloads();
  private Issued own;
  private TlsPort port;
  private TlsDial dial;
  private House house;

  @BeforeAll
  static void authority() {
    authority = new TestAuthority(directory, "authority");
    nodes = authority.issue("nodes");
    router = authority.issue("router");
  }

  @BeforeEach
  void open() {
    own = authority.issue("own");
    port =
        TlsPort.open(
            "players", TlsFiles.ofPort("--tls-", own.certificate(), own.key(), null), threads);
    port.reloadWith(reloads);
    dial =
        TlsDial.open(
            "nodes",
            TlsFiles.ofDial("--link-tls-", authority.file(), router.certificate(), router.key()),
            threads);
    house = new House(TransportChoice.AUTO, config -> config.withTls(port, dial));
  }

  @AfterEach
  void close() {
    house.close();
    threads.close();
  }

  private SeatedPlayer player(String target) {
    return new SeatedPlayer(
        "wss://localhost:" + house.port() + target, authority.context(null).getSocketFactory());
  }

  private static EchoNode echo() {
    return new EchoNode(new DefaultSSLWebSocketServerFactory(authority.context(nodes)));
  }

  private static NodeRef tls(NodeRef plain) {
    return new NodeRef(plain.incarnation(), plain.address(), plain.upstream(), true);
  }

  private static LinkNode linkNode(boolean asks) throws IOException {
    SSLServerSocket socket =
        (SSLServerSocket) authority.context(nodes).getServerSocketFactory().createServerSocket();
    socket.setNeedClientAuth(asks);
    return new LinkNode("node-1", socket, true);
  }

  @Test
  void aPlayerPlaysThroughATunnelWithTlsOnBothLegs() throws Exception {
    try (EchoNode node = echo();
        SeatedPlayer player = open(node)) {
      player.send("hello");
      player.hears("hello");
      String large = "x".repeat(1_000_000);
      player.send(large);
      player.hears(large);
      player.send("close 4001");
      player.isClosed(4001, "as you wish");
    }
    assertEquals(1, port.counters().shaken());
    assertEquals(1, dial.counters().shaken());
  }

  private SeatedPlayer open(EchoNode node) throws InterruptedException {
    house.cluster.with(tls(FakeCluster.node("node-1", node.getPort())));
    SeatedPlayer player = player("/rooms/r1");
    player.opens();
    return player;
  }

  @Test
  void aTunnelWhoseNodeStopsIsClosedInWords() throws Exception {
    EchoNode node = echo();
    try (SeatedPlayer player = open(node)) {
      player.send("hello");
      player.hears("hello");
      house.port.nodeLost(tls(FakeCluster.node("node-1", node.getPort())));
      player.isClosed(1012, "node-lost");
    } finally {
      node.close();
    }
  }

  @Test
  void seatsOnALinkHearARoomWithTlsOnBothLegs() throws Exception {
    try (LinkNode node = linkNode(true);
        SeatedPlayer ann = seats(node)) {
      LinkNode.Link link = node.accept();
      LinkNode.Frame first = link.seat(1, 1);
      ann.isSeated();
      try (SeatedPlayer bob = player("/rooms/r1?player=bob")) {
        LinkNode.Frame second = link.next(LinkType.OPEN);
        link.welcome(second.id(), 1, 0, false, "{\"welcome\":1}");
        link.opened(second.id(), 0, 1, 1);
        bob.isSeated();
        ann.send("{\"a\":1}");
        assertEquals("{\"a\":1}", link.next(LinkType.COMMAND).text());
        link.event(LinkType.GROUP_EVENT, 1, 1, 1, first.id(), 1);
        ann.hears("{\"seq\":1,\"n\":1,\"event\":1}");
        bob.hears("{\"seq\":1,\"event\":1}");
        assertNotEquals(first.id(), second.id());
      }
      link.kill();
    }
  }

  private SeatedPlayer seats(LinkNode node) {
    house.cluster.with(node.ref);
    return player("/rooms/r1?player=ann");
  }

  @Test
  void aNewCertificateIsForNewPlayersAndNobodyIsDropped() throws Exception {
    try (EchoNode node = echo();
        SeatedPlayer before = open(node)) {
      Issued next = authority.issue("next");
      Files.copy(next.certificate(), own.certificate(), StandardCopyOption.REPLACE_EXISTING);
      Files.copy(next.key(), own.key(), StandardCopyOption.REPLACE_EXISTING);
      assertTrue(reloads.reloadAll().isWhole());
      try (SeatedPlayer after = player("/rooms/r1")) {
        after.opens();
        assertEquals("CN=own", before.peer());
        assertEquals("CN=next", after.peer());
        before.send("still here");
        before.hears("still here");
        after.send("me too");
        after.hears("me too");
      }
    }
  }

  @Test
  void aNodeOfAnotherAuthorityIsGivenNoPlayer() throws Exception {
    TestAuthority other = new TestAuthority(directory, "other");
    Issued foreign = other.issue("foreign");
    try (EchoNode node =
        new EchoNode(new DefaultSSLWebSocketServerFactory(other.context(foreign)))) {
      house.cluster.with(tls(FakeCluster.node("node-1", node.getPort())));
      try (SeatedPlayer player = player("/rooms/r1")) {
        player.isRefused(503);
      }
    }
    assertEquals(1, dial.counters().failed(TlsFailure.UNTRUSTED));
    assertTrue(house.cluster.wasTold(ClusterEvent.ConnectFailed.class));
  }

  @Test
  void aNodeIsGivenNoLinkByARouterThatKnowsNoAuthorityOfItsCertificate() throws Exception {
    Path other = new TestAuthority(directory, "another").file();
    TlsDial stranger =
        TlsDial.open("nodes", TlsFiles.ofDial("--link-tls-", other, null, null), threads);
    try (LinkNode node = linkNode(false);
        House strange = new House(TransportChoice.AUTO, c -> c.withTls(port, stranger))) {
      strange.cluster.with(node.ref);
      try (SeatedPlayer player =
          new SeatedPlayer(
              "wss://localhost:" + strange.port() + "/rooms/r1",
              authority.context(null).getSocketFactory())) {
        node.acceptInVain();
        player.isRefused(503);
      }
      assertEquals(1, stranger.counters().failed(TlsFailure.UNTRUSTED));
    }
  }

  @Test
  void aNodeThatAsksForACertificateGivesARouterWithoutOneNoLink() throws Exception {
    TlsDial bare =
        TlsDial.open(
            "nodes", TlsFiles.ofDial("--link-tls-", authority.file(), null, null), threads);
    try (LinkNode node = linkNode(true);
        House strange = new House(TransportChoice.AUTO, c -> c.withTls(port, bare))) {
      strange.cluster.with(node.ref);
      try (SeatedPlayer player =
          new SeatedPlayer(
              "wss://localhost:" + strange.port() + "/rooms/r1",
              authority.context(null).getSocketFactory())) {
        node.acceptInVain();
        player.isRefused(503);
      }
    }
  }

  @Test
  void plainRequestsArePassedOnAndAnsweredByTls() throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            authority.context(null).getSocketFactory().createSocket("localhost", house.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
    }
  }

  @Test
  void whoSpeaksTheOtherIsToldAndCounted() throws Exception {
    assertTrue(ask(house.port(), "GET / HTTP/1.1\r\n\r\n").contains("this port speaks TLS"));
    TlsPort off = TlsPort.off("players");
    try (House plain = new House(TransportChoice.AUTO, c -> c.withTls(off, dial))) {
      String answer = ask(plain.port(), "\u0016\u0003\u0001\u0000\u0005");
      assertTrue(answer.contains("this port speaks no TLS: use http:// or ws://"), answer);
    }
    assertEquals(1, port.counters().failed(TlsFailure.PLAIN_TEXT));
    assertEquals(1, off.counters().failed(TlsFailure.NOT_TLS));
  }

  private static String ask(int to, String words) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), to)) {
      socket.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void aPlayerOverTheBoundIsClosedWithoutAHandshake() throws Exception {
    try (House full =
            new House(
                TransportChoice.AUTO,
                c -> c.withTls(port, dial).withLimits(PlayerLimits.DEFAULTS.withConnections(1)));
        Socket first = new Socket(InetAddress.getLoopbackAddress(), full.port())) {
      Await.until("one player", () -> full.counters.playersOpen() == 1);
      try (Socket second = new Socket(InetAddress.getLoopbackAddress(), full.port())) {
        assertEquals(-1, second.getInputStream().read());
      }
      assertTrue(first.isConnected());
    }
  }
}
