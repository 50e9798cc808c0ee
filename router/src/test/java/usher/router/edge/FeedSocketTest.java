package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import usher.common.link.LinkType;
import usher.common.net.LeakWatch;
import usher.common.net.TransportChoice;
import usher.common.player.CloseReason;
import usher.router.cluster.Located;
import usher.router.edge.LinkNode.Frame;
import usher.router.edge.LinkNode.Link;

/** Feeds over real sockets: the player's side is a WebSocket, the node's a link. */
@ExtendWith(LeakWatch.class)
class FeedSocketTest {
  private static final String WELCOME = "{\"welcome\":\"feeds\"}";

  private static Frame seat(Link link) throws Exception {
    Frame open = link.next(LinkType.FEED_OPEN);
    link.send(LinkType.ANSWER, open.id(), 0, WELCOME);
    return open;
  }

  @Test
  void playersSubscribeHearAndKeepTheirSocketsWhenTheirNodeDies() throws Exception {
    try (House house = new House(TransportChoice.AUTO);
        LinkNode node = new LinkNode("node-1");
        LinkNode heir = new LinkNode("node-2")) {
      house.cluster.with(node.ref, heir.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/feeds?player=ann");
          Link link = node.accept()) {
        Frame open = seat(link);
        assertEquals("{\"player\":\"ann\",\"topics\":[]}", open.text());
        ann.hears(WELCOME);
        ann.send("{\"subscribe\":\"AAPL\"}");
        Frame command = link.next(LinkType.COMMAND);
        assertEquals(1, command.number());
        assertEquals("{\"subscribe\":\"AAPL\"}", command.text());
        link.send(LinkType.TOPIC, 3, 0, "AAPL");
        link.send(LinkType.LISTEN, open.id(), 3, "");
        link.send(LinkType.ANSWER, open.id(), 1, "subscribed");
        ann.hears("subscribed");
        try (SeatedPlayer bob = new SeatedPlayer(house, "/feeds")) {
          Frame bobs = seat(link);
          bob.hears(WELCOME);
          link.send(LinkType.LISTEN, bobs.id(), 3, "");
          link.send(LinkType.VOLATILE, 3, 0, "100.1");
          ann.hears("100.1");
          bob.hears("100.1");
          bob.leaves();
          assertEquals(bobs.id(), link.next(LinkType.DETACH).id());
        }
        ann.send("{\"subscribe\":\"MSFT\"}");
        link.next(LinkType.COMMAND);
        node.refuseConnections();
        link.kill();
        try (Link next = heir.accept()) {
          Frame again = seat(next);
          assertEquals("{\"player\":\"ann\",\"topics\":[\"AAPL\"]}", again.text());
          Frame unanswered = next.next(LinkType.COMMAND);
          assertEquals(2, unanswered.number());
          ann.hears(WELCOME);
          next.send(LinkType.TOPIC, 1, 0, "AAPL");
          next.send(LinkType.LISTEN, again.id(), 1, "");
          next.send(LinkType.ANSWER, again.id(), 0, "{\"type\":\"gap\",\"topic\":\"AAPL\"}");
          next.send(LinkType.VOLATILE, 1, 0, "100.2");
          ann.hears("{\"type\":\"gap\",\"topic\":\"AAPL\"}");
          ann.hears("100.2");
          assertTrue(ann.closed.isEmpty());
          assertEquals(1, house.counters.feeds().seatsReopened());
          assertEquals(1, house.counters.feeds().gapsTold());
          assertEquals(2, house.counters.feeds().messagesHeard());
          assertEquals(3, house.counters.feeds().messagesDelivered());
        }
      }
      Await.until("the seats are gone", () -> house.counters.feeds().seats() == 0);
      Await.until("the topics are gone", () -> house.counters.feeds().topicsNow() == 0);
    }
  }

  @Test
  void drainingNodeIsLeftByItsSeats() throws Exception {
    try (House house = new House(TransportChoice.AUTO);
        LinkNode node = new LinkNode("node-1");
        LinkNode heir = new LinkNode("node-2")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/feeds");
          Link link = node.accept()) {
        Frame open = seat(link);
        ann.hears(WELCOME);
        house.cluster.lose(node.ref, List.of());
        house.cluster.with(heir.ref);
        house.port.nodeDraining(node.ref, true);
        assertEquals(open.id(), link.next(LinkType.DETACH).id());
        try (Link next = heir.accept()) {
          seat(next);
          ann.hears(WELCOME);
        }
      }
    }
  }

  @Test
  void withoutANodeNewcomersAreRefusedAndThoseWhoSitWaitUpToTheParkingTime() throws Exception {
    try (House house = new House(TransportChoice.AUTO, c -> c.withParking(Duration.ofMillis(200)));
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/feeds");
          Link link = node.accept()) {
        seat(link);
        ann.hears(WELCOME);
        house.cluster.nowhere(new Located.Nowhere(CloseReason.NO_FEEDS, 1_500));
        house.cluster.lose(node.ref, List.of());
        node.refuseConnections();
        link.kill();
        ann.isClosed(1012, "no-feeds");
        try (RawPeer late = RawPeer.connect(house.port())) {
          late.send(RawPeer.UPGRADE.replace("/rooms/a", "/feeds"));
          String answer = late.restText();
          assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
          assertTrue(answer.toLowerCase(Locale.ROOT).contains("retry-after: 2"), answer);
          assertTrue(answer.contains("all nodes are on tunnels"), answer);
        }
      }
      assertEquals(0, house.counters.feeds().seatsParked());
    }
  }

  @Test
  void whatIsNoRequestForFeedsIsToldWhy() throws Exception {
    try (House house = new House(TransportChoice.AUTO)) {
      try (RawPeer plain = RawPeer.connect(house.port())) {
        plain.send("GET /feeds HTTP/1.1\r\nHost: a\r\n\r\n");
        String answer = plain.restText();
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertTrue(answer.contains("feeds are heard by a WebSocket"), answer);
      }
      try (RawPeer wrong = RawPeer.connect(house.port())) {
        wrong.send(RawPeer.UPGRADE.replace("/rooms/a", "/feeds?player=%20"));
        String answer = wrong.restText();
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertTrue(answer.contains("bad-parameter"), answer);
      }
      assertEquals(0, house.counters.feeds().seatsTaken());
    }
  }
}
