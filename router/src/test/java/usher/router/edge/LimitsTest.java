package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import usher.common.link.LinkType;
import usher.common.net.LeakWatch;
import usher.common.net.TransportChoice;
import usher.common.player.CloseReason;
import usher.router.edge.LinkNode.Frame;
import usher.router.edge.LinkNode.Link;
import usher.router.limit.PlayerLimits;
import usher.router.limit.PlayerLimits.PerAddress;
import usher.router.limit.Rung;

/** What players may have, at the limit and past it, over real sockets. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems have 127.0.0.1 alone")
@ExtendWith(LeakWatch.class)
class LimitsTest {
  private static final String STRANGER = "127.0.0.2";
  private static final String PAGE = "GET /no HTTP/1.1\r\nHost: h\r\n\r\n";

  private static House house(PlayerLimits limits) {
    return new House(TransportChoice.AUTO, config -> config.withLimits(limits));
  }

  private static PlayerLimits perAddress(int connections, int connects, int rooms) {
    return PlayerLimits.DEFAULTS.withAddress(new PerAddress(connections, connects, rooms));
  }

  private static void isTurnedAway(RawPeer peer, int status, String word) throws Exception {
    String answer = peer.restText();
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    assertTrue(answer.contains("\"" + word + "\""), answer);
    assertTrue(answer.toLowerCase(Locale.ROOT).contains("retry-after: 1"), answer);
  }

  private static void isServed(RawPeer peer) throws Exception {
    assertTrue(peer.send(PAGE).head().contains("HTTP/1.1 404 "));
  }

  /** In a game of raw frames: nothing need be answered. */
  private static void sit(Link link, SeatedPlayer player) throws Exception {
    Frame open = link.next(LinkType.OPEN);
    link.group(1, 1, "a");
    link.welcome(open.id(), 1, 0, true, "{\"welcome\":1}");
    link.opened(open.id(), 0, 1, 1);
    player.isSeated();
  }

  @Test
  void anAddressWithAllItsConnectionsGets429AndOthersAreServed() throws Exception {
    try (House house = house(perAddress(1, 0, 0));
        RawPeer other = RawPeer.connect(house.port())) {
      try (RawPeer first = RawPeer.connect(house.port(), STRANGER)) {
        isServed(first);
        try (RawPeer second = RawPeer.connect(house.port(), STRANGER).send(PAGE)) {
          isTurnedAway(second, 429, "too-many-connections");
        }
        isServed(other);
      }
      Await.until("the first to be gone", () -> house.counters.playersOpen() == 1);
      try (RawPeer third = RawPeer.connect(house.port(), STRANGER)) {
        isServed(third);
      }
      assertEquals(1, house.counters.refusals(CloseReason.TOO_MANY_CONNECTIONS));
    }
  }

  @Test
  void anAddressThatConnectsTooFastGets429() throws Exception {
    try (House house = house(perAddress(0, 1, 0))) {
      boolean refused = false;
      for (int i = 0; i < 3 * PerAddress.BURST_SECONDS && !refused; i++) {
        try (RawPeer peer = RawPeer.connect(house.port(), STRANGER).send(PAGE)) {
          refused = peer.head().startsWith("HTTP/1.1 429 ");
          assertTrue(refused || i < 2 * PerAddress.BURST_SECONDS);
        }
      }
      assertEquals(1, house.counters.refusals(CloseReason.CONNECTS_TOO_FAST));
    }
  }

  @Test
  void anAddressThatAsksForNewRoomsTooFastGets429() throws Exception {
    try (House house = house(perAddress(0, 0, 1))) {
      String asks = RawPeer.UPGRADE;
      for (int i = 0; i < PerAddress.BURST_SECONDS; i++) {
        try (RawPeer peer = RawPeer.connect(house.port(), STRANGER).send(asks)) {
          assertTrue(peer.head().startsWith("HTTP/1.1 503 "));
        }
      }
      for (String head : new String[] {asks, "POST /rooms HTTP/1.1\r\nHost: h\r\n\r\n"}) {
        try (RawPeer peer = RawPeer.connect(house.port(), STRANGER).send(head)) {
          isTurnedAway(peer, 429, "rooms-too-fast");
        }
      }
      assertEquals(2, house.counters.refusals(CloseReason.ROOMS_TOO_FAST));
    }
  }

  @Test
  void anOverloadedRouterRefusesNewPlayersAndServesThoseWhoAreThere() throws Exception {
    try (House house = house(PlayerLimits.DEFAULTS);
        RawPeer seated = RawPeer.connect(house.port())) {
      Await.until("the first", () -> house.counters.playersOpen() == 1);
      house.port.limits().rung(Rung.NEWCOMERS);
      try (RawPeer late = RawPeer.connect(house.port())) {
        isTurnedAway(late, 503, "overloaded");
      }
      isServed(seated);
      house.port.limits().rung(Rung.NONE);
      try (RawPeer later = RawPeer.connect(house.port())) {
        isServed(later);
      }
    }
  }

  @Test
  void everyConnectionAcceptedIsCountedAlsoOneShownOutAtOnceWhichHoldsNoPlace() throws Exception {
    try (House house = house(perAddress(1, 0, 0).withConnections(2));
        RawPeer first = RawPeer.connect(house.port(), STRANGER)) {
      isServed(first);
      try (RawPeer sameAddress = RawPeer.connect(house.port(), STRANGER)) {
        isTurnedAway(sameAddress, 429, "too-many-connections");
      }
      Await.until("it to be gone", () -> house.counters.playersOpen() == 1);
      try (RawPeer second = RawPeer.connect(house.port())) {
        isServed(second);
        try (RawPeer third = RawPeer.connect(house.port())) {
          isTurnedAway(third, 503, "too-many-players");
          assertEquals(2, house.counters.playersOpen());
        }
        house.port.limits().change(PlayerLimits.DEFAULTS);
        house.port.limits().rung(Rung.NEWCOMERS);
        try (RawPeer fourth = RawPeer.connect(house.port())) {
          isTurnedAway(fourth, 503, "overloaded");
        }
      }
      assertEquals(5, house.counters.playersConnected());
    }
  }

  @Test
  void whoOnlyWatchesGoesBeforeWhoPlays() throws Exception {
    try (House house = house(PlayerLimits.DEFAULTS);
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        sit(link, ann);
        try (SeatedPlayer bob = new SeatedPlayer(house, "/rooms/a?role=spectator")) {
          sit(link, bob);
          house.port.shed(false);
          bob.isClosed(1013, "overloaded");
        }
        Await.until(
            "the spectator's seat to be gone",
            () -> house.counters.seats().seatsLeft(CloseReason.OVERLOADED) == 1);
        house.port.shed(false);
        try (SeatedPlayer cat = new SeatedPlayer(house, "/rooms/a?role=spectator")) {
          link.next(LinkType.DETACH);
          sit(link, cat);
          assertTrue(ann.isOpen(), "who plays stays");
          house.port.shed(true);
          cat.isClosed(1013, "overloaded");
          ann.isClosed(1013, "overloaded");
        }
      }
    }
  }

  @Test
  void whereMemoryEndsWhoWatchesAndDoesNotReadGoesAtOnce() throws Exception {
    // 8 MiB may be unread then in place of 64.
    PlayerLimits limits = PlayerLimits.DEFAULTS.withSizes(8_192, 65_536, 1_000, 64 << 20);
    try (House house = house(limits);
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept();
          RawPeer plays = RawPeer.connect(house.port());
          RawPeer watches = RawPeer.connect(house.port())) {
        sit(link, ann);
        for (RawPeer peer : List.of(plays, watches)) {
          String path = peer == plays ? "/rooms/a" : "/rooms/a?role=spectator";
          peer.send(RawPeer.UPGRADE.replace("/rooms/a", path));
          Frame open = link.next(LinkType.OPEN);
          link.welcome(open.id(), 1, 0, false, "{\"welcome\":1}");
          link.opened(open.id(), 0, 1, 1);
          peer.head();
        }
        assertEquals(3, house.counters.playersOpen());
        house.port.limits().rung(Rung.WATCHERS);
        String big = "x".repeat(256 * 1024);
        for (int i = 0; i < 160 && house.counters.seats().seats() == 3; i++) {
          link.send(LinkType.VOLATILE, 1, 0, big);
          ann.hears(big);
        }
        assertEquals(1, house.counters.seats().seatsLeft(CloseReason.TOO_SLOW));
        assertEquals(2, house.counters.seats().seats());
        assertEquals(0, house.counters.seats().spectators());
        // What it left unread does not wait for it to read a close frame.
        link.send(LinkType.VOLATILE, 1, 0, "and on");
        ann.hears("and on");
        assertEquals(2, house.counters.playersOpen());
      }
    }
  }

  @Test
  void aHeadAtItsLimitIsReadAndOnePastItIsNot() throws Exception {
    PlayerLimits limits = PlayerLimits.DEFAULTS.withSizes(PAGE.length(), 1, 1, 1);
    try (House house = house(limits)) {
      try (RawPeer peer = RawPeer.connect(house.port())) {
        isServed(peer);
      }
      try (RawPeer peer = RawPeer.connect(house.port()).send(PAGE.replace("/no", "/not"))) {
        assertTrue(peer.head().startsWith("HTTP/1.1 431 "));
      }
    }
  }

  @Test
  void aMessageAtItsLimitIsTakenAndOnePastItEndsTheSeat() throws Exception {
    PlayerLimits limits = PlayerLimits.DEFAULTS.withSizes(8_192, 10, 1_000, 1_000_000);
    try (House house = house(limits);
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        sit(link, ann);
        ann.send("1234567890");
        link.next(LinkType.RAW);
        ann.send("12345678901");
        ann.isClosed(1013, "too-large");
      }
      Await.until(
          "the seat to be gone",
          () -> house.counters.seats().seatsLeft(CloseReason.TOO_LARGE) == 1);
    }
  }

  @Test
  void aSeatMaySayTwoSecondsWorthAtOnceAndNoMore() throws Exception {
    PlayerLimits limits = PlayerLimits.DEFAULTS.withSizes(8_192, 10, 2, 1_000_000);
    try (House house = house(limits);
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        sit(link, ann);
        for (int i = 0; i < 60 && ann.isOpen(); i++) {
          try {
            ann.send("x");
          } catch (org.java_websocket.exceptions.WebsocketNotConnectedException e) {
            break;
          }
        }
        for (int i = 0; i < 4; i++) {
          link.next(LinkType.RAW);
        }
        ann.isClosed(1013, "too-fast");
      }
    }
  }
}
