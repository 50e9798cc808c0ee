package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static usher.router.edge.TicketDoorTest.bearer;
import static usher.router.edge.TicketDoorTest.plain;
import static usher.router.edge.TicketDoorTest.upgrade;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import usher.common.net.LeakWatch;
import usher.common.net.TransportChoice;
import usher.common.player.CloseReason;
import usher.router.edge.origin.AllowedOrigins;
import usher.router.edge.origin.TrustedProxies;
import usher.router.ticket.Mint;
import usher.router.ticket.SlowTickets;

/** What happens at the door while a ticket is verified, by real sockets. */
@ExtendWith(LeakWatch.class)
class SlowTicketDoorTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  @TempDir Path directory;
  private SlowTickets slow;
  private House house;
  private String ann;

  @BeforeEach
  void open() throws Exception {
    slow = new SlowTickets(directory);
    slow.hold();
    Door door = new Door(slow.tickets, AllowedOrigins.SAME, TrustedProxies.NONE, false);
    house = new House(TransportChoice.AUTO, config -> config.withDoor(door));
    ann = bearer(SlowTickets.sign(Mint.ticket("ann")));
  }

  @AfterEach
  void close() {
    slow.close();
    house.close();
  }

  private void awaitWaiting(int count) {
    Await.until(count + " tickets to wait", () -> slow.tickets.waiting() == count);
  }

  @Test
  void pagesAreServedMeanwhileAndTheTicketsPlayerAfterwards() throws Exception {
    try (RawNode node = new RawNode("node-1");
        RawPeer player = RawPeer.connect(house.port());
        RawPeer other = RawPeer.connect(house.port())) {
      house.cluster.with(node.ref);
      player.send(upgrade("/rooms/lobby", ann));
      awaitWaiting(1);
      assertTrue(
          other.send(plain("GET", "/usher.js")).head().startsWith("HTTP/1.1 200 "),
          "the loop does not wait");
      slow.go();
      try (RawPeer peer = node.accept()) {
        assertTrue(peer.head().contains("Usher-Player: ann\r\n"));
        peer.send(RawPeer.SWITCHING);
        assertTrue(player.head().startsWith("HTTP/1.1 101 "));
        player.send("to the node");
        assertEquals("to the node", peer.text(11));
      }
    }
  }

  @Test
  void aBodyThatCameMeanwhileFollowsItsHeadWholeAndInOrder() throws Exception {
    try (RawNode node = new RawNode("node-1");
        RawPeer player = RawPeer.connect(house.port())) {
      house.cluster.with(node.ref);
      player.send(plain("POST", "/rooms/lobby", ann, "Content-Length: 9") + "one");
      awaitWaiting(1);
      player.send("two");
      slow.go();
      try (RawPeer peer = node.accept()) {
        assertTrue(peer.head().startsWith("POST /rooms/lobby "));
        player.send("six");
        assertEquals("onetwosix", peer.text(9));
        peer.send(OK);
        assertTrue(player.head().startsWith("HTTP/1.1 200 "));
      }
    }
  }

  @Test
  void anEmptyBodyAndOneWithoutLengthArriveToo() throws Exception {
    slow.go();
    for (String[] request :
        new String[][] {
          {plain("POST", "/rooms/lobby", ann, "Content-Length: 0"), ""},
          {
            plain("POST", "/rooms/lobby", ann, "Transfer-Encoding: chunked"),
            "3\r\none\r\n0\r\n\r\n"
          }
        }) {
      try (RawNode node = new RawNode("node-1");
          RawPeer player = RawPeer.connect(house.port())) {
        house.cluster.with(node.ref);
        player.send(request[0] + request[1]);
        try (RawPeer peer = node.accept()) {
          peer.head();
          assertEquals(request[1], peer.text(request[1].length()));
          peer.send(OK);
          assertTrue(player.head().startsWith("HTTP/1.1 200 "));
        }
      }
    }
  }

  @Test
  void aRequestBehindItIsAnsweredAfterIt() throws Exception {
    try (RawNode node = new RawNode("node-1");
        RawPeer player = RawPeer.connect(house.port())) {
      house.cluster.with(node.ref);
      player.send(plain("GET", "/rooms/one", ann) + plain("GET", "/rooms/two", ann));
      awaitWaiting(1);
      slow.go();
      for (String room : new String[] {"one", "two"}) {
        try (RawPeer peer = node.accept()) {
          assertTrue(peer.head().startsWith("GET /rooms/" + room + " "));
          peer.send(OK);
          assertTrue(player.head().startsWith("HTTP/1.1 200 "));
        }
      }
    }
  }

  @Test
  void nothingMayFollowAnUpgradeMeanwhile() throws Exception {
    try (RawPeer player = RawPeer.connect(house.port())) {
      player.send(upgrade("/rooms/lobby", ann));
      awaitWaiting(1);
      player.send("x");
      assertTrue(player.head().startsWith("HTTP/1.1 400 "));
      slow.go();
      awaitWaiting(0);
      assertEquals(1, house.counters.refusals(CloseReason.BAD_UPGRADE));
    }
    assertTrue(house.cluster.told.isEmpty(), "nothing was asked of the cluster");
  }

  @Test
  void aPlayerWhoIsGoneMeanwhileIsNoMatter() throws Exception {
    for (int i = 1; i <= 20; i++) {
      try (RawPeer player = RawPeer.connect(house.port())) {
        player.send(
            i % 2 == 0
                ? upgrade("/rooms/lobby", ann)
                : plain("POST", "/rooms/lobby", ann, "Content-Length: 9") + "one");
        awaitWaiting(i);
        player.reset();
      }
    }
    Await.until("all are gone", () -> house.counters.playersOpen() == 0);
    slow.go();
    awaitWaiting(0);
    assertTrue(house.cluster.told.isEmpty(), "nothing was asked of the cluster");
    try (RawPeer player = RawPeer.connect(house.port())) {
      player.send(upgrade("/rooms/lobby"));
      assertTrue(player.head().startsWith("HTTP/1.1 401 "));
    }
  }

  @Test
  void withAsManyTicketsWaitingAsMayAPlayerIsToldToComeBack() throws Exception {
    slow.fill();
    try (RawPeer player = RawPeer.connect(house.port())) {
      String answer = player.send(upgrade("/rooms/lobby", ann)).restText();
      assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
      assertTrue(answer.contains("\"overloaded\""), answer);
      assertTrue(answer.toLowerCase(Locale.ROOT).contains("retry-after: "), answer);
      assertEquals(1, house.counters.refusals(CloseReason.OVERLOADED));
    }
  }

  @Test
  void aForgedOneIsRefusedAfterwards() throws Exception {
    slow.go();
    try (RawPeer player = RawPeer.connect(house.port())) {
      String forged = Mint.ticket("ann").signed("EdDSA", Mint.ed25519().getPrivate());
      String answer = player.send(upgrade("/rooms/lobby", bearer(forged))).restText();
      assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
      assertTrue(answer.contains("\"bad-ticket\""), answer);
    }
  }
}
