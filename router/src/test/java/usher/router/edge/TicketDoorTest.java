package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import usher.common.link.LinkType;
import usher.common.link.OpenRequest;
import usher.common.net.TransportChoice;
import usher.common.player.CloseReason;
import usher.common.player.Role;
import usher.common.player.SeatToken;
import usher.router.edge.origin.AllowedOrigins;
import usher.router.edge.origin.TrustedProxies;
import usher.router.ticket.Mint;
import usher.router.ticket.Tickets;

/** Players at a door that asks for tickets, by real sockets. */
class TicketDoorTest {
  @TempDir Path directory;
  private Tickets tickets;
  private House house;

  @BeforeEach
  void open() {
    tickets = Mint.tickets(directory);
    Door door = new Door(tickets, AllowedOrigins.SAME, TrustedProxies.NONE, false);
    house = new House(TransportChoice.NIO, config -> config.withDoor(door));
  }

  @AfterEach
  void close() {
    house.close();
  }

  static String upgrade(String target, String... headers) {
    return "GET "
        + target
        + " HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + RawPeer.KEY
        + "\r\n"
        + lines(headers)
        + "\r\n";
  }

  static String plain(String method, String target, String... headers) {
    return method + " " + target + " HTTP/1.1\r\nHost: h\r\n" + lines(headers) + "\r\n";
  }

  private static String lines(String... headers) {
    return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
  }

  static String bearer(String ticket) {
    return "Authorization: Bearer " + ticket;
  }

  private void isRefused(String request, CloseReason reason) throws Exception {
    long before = house.counters.refusals(reason);
    try (RawPeer player = RawPeer.connect(house.port())) {
      String answer = player.send(request).restText();
      assertTrue(answer.startsWith("HTTP/1.1 " + reason.httpStatus() + " "), answer);
      assertTrue(answer.contains("{\"error\":\"" + reason.word() + "\""), answer);
      assertEquals(reason.httpStatus() == 401, answer.contains("www-authenticate: Bearer"), answer);
    }
    assertEquals(before + 1, house.counters.refusals(reason));
    assertTrue(house.cluster.told.isEmpty(), "nothing was asked of the cluster");
  }

  private void ticketIsRefused(String ticket, CloseReason reason) throws Exception {
    isRefused(upgrade("/rooms/lobby", bearer(ticket)), reason);
    isRefused(
        upgrade("/rooms/lobby", "Sec-WebSocket-Protocol: usher, usher.ticket." + ticket), reason);
    isRefused(plain("GET", "/rooms/lobby", bearer(ticket)), reason);
  }

  private static Mint ann() {
    return Mint.ticket("ann");
  }

  @Test
  void withoutATicketNobodyComesIn() throws Exception {
    isRefused(upgrade("/rooms/lobby"), CloseReason.NO_TICKET);
    isRefused(plain("GET", "/rooms/lobby"), CloseReason.NO_TICKET);
    isRefused(plain("POST", "/rooms"), CloseReason.NO_TICKET);
    isRefused(upgrade("/feeds"), CloseReason.NO_TICKET);
    isRefused(upgrade("/rooms/lobby", "Authorization: Basic YTpi"), CloseReason.NO_TICKET);
    isRefused(upgrade("/rooms/lobby?ticket=" + ann().signed()), CloseReason.NO_TICKET);
    isRefused(upgrade("/rooms/lobby", "Sec-WebSocket-Protocol: usher"), CloseReason.NO_TICKET);
  }

  @Test
  void aTicketThatIsNotSignedAsItsKeyDoesIsRefused() throws Exception {
    ticketIsRefused(ann().unsigned("none"), CloseReason.BAD_TICKET);
    ticketIsRefused(ann().unsigned("HS256"), CloseReason.BAD_TICKET);
    ticketIsRefused(ann().signed("RS256", Mint.rsa().getPrivate()), CloseReason.BAD_TICKET);
    ticketIsRefused(ann().signed("HS512", Mint.secret("x".repeat(64))), CloseReason.BAD_TICKET);
    ticketIsRefused(ann().signed("HS256", Mint.secret("x".repeat(32))), CloseReason.BAD_TICKET);
    ticketIsRefused("nonsense", CloseReason.BAD_TICKET);
  }

  @Test
  void aTicketThatEndedIsRefused() throws Exception {
    ticketIsRefused(ann().with("exp", 1_000_000_000).signed(), CloseReason.TICKET_EXPIRED);
  }

  @Test
  void aTicketForAnotherRoomIsRefused() throws Exception {
    ticketIsRefused(ann().with("rooms", "lobby2").signed(), CloseReason.WRONG_ROOM);
    ticketIsRefused(ann().without("rooms").signed(), CloseReason.WRONG_ROOM);
    String others = ann().with("rooms", "match-*").signed();
    isRefused(plain("POST", "/rooms", bearer(others)), CloseReason.WRONG_ROOM);
    isRefused(upgrade("/feeds", bearer(ann().signed())), CloseReason.WRONG_ROOM);
  }

  @Test
  void aTicketToWatchLetsNobodyAct() throws Exception {
    String watches = ann().with("role", "spectator").signed();
    for (String query :
        List.of(
            "",
            "?role=player",
            "?role=spectator&role=player",
            "?role=%00",
            // Servers do not agree on what a semicolon is.
            "?x=1;role=spectator",
            "?role=spectator;x=1")) {
      isRefused(upgrade("/rooms/lobby" + query, bearer(watches)), CloseReason.WRONG_ROLE);
    }
    isRefused(plain("POST", "/rooms/lobby", bearer(watches)), CloseReason.WRONG_ROLE);
    isRefused(plain("POST", "/rooms", bearer(watches)), CloseReason.WRONG_ROLE);
  }

  @Test
  void anotherNameThanThatOfTheTicketIsRefused() throws Exception {
    for (String query :
        List.of(
            "?player=bob",
            "?player=ann&player=bob",
            "?x=1;player=bob",
            "?player=",
            "?player=%ff%zz",
            "?" + "a&".repeat(1_000) + "player=bob")) {
      isRefused(upgrade("/rooms/lobby" + query, bearer(ann().signed())), CloseReason.WRONG_PLAYER);
    }
    String feeds = ann().with("topics", "*").signed();
    isRefused(upgrade("/feeds?player=bob", bearer(feeds)), CloseReason.WRONG_PLAYER);
  }

  @Test
  void oneTicketIsShownInOnePlace() throws Exception {
    String ticket = ann().signed();
    String protocol = "Sec-WebSocket-Protocol: usher.ticket." + ticket;
    isRefused(upgrade("/rooms/lobby", bearer(ticket), bearer(ticket)), CloseReason.BAD_TICKET);
    isRefused(upgrade("/rooms/lobby", bearer(ticket), protocol), CloseReason.BAD_TICKET);
    isRefused(upgrade("/rooms/lobby", protocol, protocol), CloseReason.BAD_TICKET);
  }

  @Test
  void pagesOfTheRouterNeedNoTicket() throws Exception {
    try (RawPeer player = RawPeer.connect(house.port())) {
      assertTrue(player.send(plain("GET", "/usher.js")).head().startsWith("HTTP/1.1 200 "));
    }
  }

  @Test
  void aSeatHasTheNameOfItsTicketAndANodeIsToldSo() throws Exception {
    try (LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      String ticket = ann().with("rooms", List.of("x", "lob*")).signed();
      try (RawPeer player = RawPeer.connect(house.port())) {
        player.send(
            upgrade("/rooms/lobby", "Sec-WebSocket-Protocol: usher, usher.ticket." + ticket));
        try (LinkNode.Link link = node.accept()) {
          OpenRequest open = link.seat(7, 1).open();
          assertEquals("ann", open.player());
          assertEquals(Role.PLAYER, open.role());
          assertTrue(open.visitor().verified());
          assertEquals("127.0.0.1", open.visitor().address());
          assertTrue(SeatToken.isBoundTo(open.token(), "ann"), open.token());
          String head = player.head();
          assertTrue(head.startsWith("HTTP/1.1 101 "), head);
          assertTrue(head.contains("sec-websocket-protocol: usher\r\n"), head);
          assertFalse(head.contains(ticket), head);
        }
      }
    }
  }

  @Test
  void aSeatIsItsPlayersAlone() throws Exception {
    String seat = SeatToken.bound("ann");
    try (LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (RawPeer player = RawPeer.connect(house.port())) {
        player.send(upgrade("/rooms/lobby?seat=" + seat, bearer(ann().signed())));
        try (LinkNode.Link link = node.accept()) {
          assertEquals(seat, link.seat(7, 1).open().token());
          assertTrue(player.head().startsWith("HTTP/1.1 101 "));
          house.cluster.told.clear();
          String bob = bearer(Mint.ticket("bob").signed());
          isRefused(upgrade("/rooms/lobby?seat=" + seat, bob), CloseReason.WRONG_PLAYER);
          isRefused(
              upgrade("/rooms/lobby?seat=" + SeatToken.fresh(), bob), CloseReason.WRONG_PLAYER);
        }
      }
    }
  }

  @Test
  void aSpectatorsTicketTakesASpectatorsSeat() throws Exception {
    try (LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (RawPeer player = RawPeer.connect(house.port())) {
        String watches = ann().with("role", "spectator").signed();
        player.send(upgrade("/rooms/lobby?role=spectator", bearer(watches)));
        try (LinkNode.Link link = node.accept()) {
          assertEquals(Role.SPECTATOR, link.seat(7, 1).open().role());
          assertTrue(player.head().startsWith("HTTP/1.1 101 "));
        }
      }
    }
  }

  @Test
  void aRoleIsNotHiddenBehindMoreParametersThanARoomReads() throws Exception {
    try (LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (RawPeer player = RawPeer.connect(house.port())) {
        String watches = ann().with("role", "spectator").signed();
        String query = "?" + "x=1&".repeat(32) + "role=spectator";
        String answer = player.send(upgrade("/rooms/lobby" + query, bearer(watches))).restText();
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertTrue(answer.contains("at most 32 parameters"), answer);
      }
    }
  }

  @Test
  void feedsAreBoundToTheTopicsOfTheTicket() throws Exception {
    try (LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (RawPeer player = RawPeer.connect(house.port())) {
        String ticket = ann().with("topics", List.of("A*", "MSFT")).signed();
        player.send(upgrade("/feeds", bearer(ticket)));
        try (LinkNode.Link link = node.accept()) {
          assertEquals(
              "{\"player\":\"ann\",\"topics\":[],\"permitted\":[\"A*\",\"MSFT\"]}",
              link.next(LinkType.FEED_OPEN).text());
        }
      }
    }
  }

  @Test
  void aNodeInATunnelSeesThePlayerAndNeverTheTicket() throws Exception {
    try (RawNode node = new RawNode("node-1")) {
      house.cluster.with(node.ref);
      String ticket = Mint.ticket("jörg & co").signed();
      try (RawPeer player = RawPeer.connect(house.port())) {
        player.send(
            upgrade(
                "/rooms/lobby",
                "Sec-WebSocket-Protocol: chess, usher, usher.ticket." + ticket,
                "Usher-Player: mallory",
                "usher_role: admin",
                "X-Forwarded-For: 1.2.3.4"));
        try (RawPeer peer = node.accept()) {
          String head = peer.head();
          assertFalse(head.contains(ticket), head);
          assertFalse(head.contains("mallory") || head.contains("1.2.3.4"), head);
          assertFalse(head.contains("admin"), head);
          assertTrue(head.contains("Usher-Player: j%C3%B6rg%20%26%20co\r\n"), head);
          assertTrue(head.contains("Usher-Role: player\r\n"), head);
          assertTrue(head.contains("X-Forwarded-For: 127.0.0.1\r\n"), head);
          assertTrue(
              head.toLowerCase(Locale.ROOT).contains("sec-websocket-protocol: chess\r\n"), head);
          peer.send(RawPeer.SWITCHING);
          String answer = player.head();
          assertTrue(answer.contains("sec-websocket-protocol: usher\r\n"), answer);
        }
      }
    }
  }

  @Test
  void headersOfTheRouterCannotBeTakenAwayAsHopByHop() throws Exception {
    String request = upgrade("/rooms/lobby", bearer(ann().signed()));
    isRefused(
        request.replace("Connection: Upgrade", "Connection: Upgrade, Usher-Player"),
        CloseReason.BAD_REQUEST);
    isRefused(
        request.replace("Connection: Upgrade", "Connection: Upgrade, X-Forwarded-For"),
        CloseReason.BAD_REQUEST);
  }

  @Test
  void eachRequestOfAConnectionShowsItsTicket() throws Exception {
    try (RawNode node = new RawNode("node-1")) {
      house.cluster.with(node.ref);
      try (RawPeer player = RawPeer.connect(house.port())) {
        for (int i = 0; i < 2; i++) {
          player.send(plain("GET", "/rooms/lobby", bearer(ann().signed())));
          try (RawPeer peer = node.accept()) {
            assertTrue(peer.head().contains("Usher-Player: ann\r\n"));
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            assertTrue(player.head().startsWith("HTTP/1.1 200 "));
          }
        }
        player.send(plain("GET", "/rooms/lobby"));
        assertTrue(player.head().startsWith("HTTP/1.1 401 "));
      }
    }
  }

  @Test
  void aTicketOfAKeyThatIsNoMoreIsRefusedOnTheSameConnection() throws Exception {
    try (RawNode node = new RawNode("node-1")) {
      house.cluster.with(node.ref);
      String ticket = bearer(ann().signed());
      try (RawPeer player = RawPeer.connect(house.port())) {
        player.send(plain("GET", "/rooms/lobby", ticket));
        try (RawPeer peer = node.accept()) {
          peer.head();
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
          assertTrue(player.head().startsWith("HTTP/1.1 200 "));
        }
        Mint.file(directory, "another-secret-of-thirty-two-and-more");
        assertNotNull(tickets.reload());
        player.send(plain("GET", "/rooms/lobby", ticket));
        assertTrue(player.head().startsWith("HTTP/1.1 401 "));
      }
    }
  }

  @Test
  void aTicketForAllRoomsMakesOne() throws Exception {
    try (LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (RawPeer player = RawPeer.connect(house.port())) {
        player.send(plain("POST", "/rooms", bearer(ann().signed()), "Content-Length: 0"));
        assertTrue(player.head().startsWith("HTTP/1.1 201 "));
      }
    }
  }
}
