package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import usher.common.link.LinkType;
import usher.common.link.OpenRequest;
import usher.common.net.LeakWatch;
import usher.common.net.TransportChoice;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterEvent;
import usher.router.edge.LinkNode.Frame;
import usher.router.edge.LinkNode.Link;
import usher.router.pin.Pin;

/** Seats over real sockets: a node goes in one way or another, and the player stays. */
@ExtendWith(LeakWatch.class)
class SeatFailoverTest {
  @Test
  void playerIsSeatedAndHearsWhatTheRoomSays() throws Exception {
    try (House house = new House(TransportChoice.AUTO);
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a?player=ann&game=chat");
          Link link = node.accept()) {
        assertTrue(link.head.startsWith("GET /link HTTP/1.1\r\n"));
        Frame open = link.seat(1, 1);
        assertEquals("ann", open.open().player());
        assertEquals("chat", open.open().game());
        assertTrue(open.open().fresh());
        ann.isSeated();
        ann.send("{\"say\":\"hi\"}");
        Frame command = link.next(LinkType.COMMAND);
        assertEquals(1, command.number());
        assertEquals("{\"say\":\"hi\"}", command.text());
        link.event(LinkType.GROUP_EVENT, 1, 1, 1, open.id(), 1);
        ann.hears("{\"seq\":1,\"n\":1,\"event\":1}");
        link.event(LinkType.GROUP_EVENT, 1, 1, 2, 77, 9);
        ann.hears("{\"seq\":2,\"event\":1}");
        link.send(LinkType.VOLATILE_BINARY, 1, 0, "boom");
        ann.hears("binary boom");
        link.send(LinkType.PAUSED, 1, 0, "");
        ann.hears("{\"type\":\"paused\"}");
        link.send(LinkType.RESUMED, 1, 0, "");
        ann.hears("{\"type\":\"resumed\",\"node\":\"node-1\"}");
        ann.leaves();
        assertEquals(1, link.next(LinkType.DETACH).number());
      }
      Await.until("the room is empty", () -> house.cluster.wasTold(ClusterEvent.RoomEmptied.class));
      assertEquals(0, house.counters.seats().seats());
    }
  }

  @Test
  void killedNodeParksTheSeatAndTheNextOneGetsWhatIsUnanswered() throws Exception {
    try (House house = new House(TransportChoice.AUTO);
        LinkNode node = new LinkNode("node-1");
        LinkNode heir = new LinkNode("node-2")) {
      house.cluster.with(node.ref, heir.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        Frame open = link.seat(1, 1);
        ann.isSeated();
        ann.send("one");
        ann.send("two");
        link.next(LinkType.COMMAND);
        link.next(LinkType.COMMAND);
        link.event(LinkType.GROUP_EVENT, 1, 1, 1, open.id(), 1);
        ann.hears("{\"seq\":1,\"n\":1,\"event\":1}");
        node.refuseConnections();
        link.kill();
        ann.hears("{\"type\":\"paused\"}");
        ann.send("three");
        try (Link next = heir.accept()) {
          Frame again = next.next(LinkType.OPEN);
          OpenRequest request = again.open();
          assertEquals(open.open().token(), request.token());
          assertEquals("1-1", String.valueOf(request.after()));
          assertEquals(1, request.answered());
          assertEquals(2, request.upTo());
          assertEquals(1, request.count());
          assertFalse(request.fresh());
          assertEquals("two", next.next(LinkType.COMMAND).text());
          assertEquals("three", next.next(LinkType.COMMAND).text());
          next.group(5, again.number(), "a");
          next.event(LinkType.EVENT, again.id(), 1, 2, again.id(), 2);
          next.opened(again.id(), 2, 5, 1);
          ann.hears("{\"seq\":2,\"n\":2,\"event\":1}");
          ann.hears("{\"type\":\"resumed\",\"node\":\"node-2\"}");
          next.event(LinkType.GROUP_EVENT, 5, again.number(), 3, again.id(), 3);
          ann.hears("{\"seq\":3,\"n\":3,\"event\":1}");
          assertTrue(ann.closed.isEmpty());
        }
      }
    }
  }

  @Test
  void staleSeatIsOpenedWhereTheRoomIsNow() throws Exception {
    try (House house = new House(TransportChoice.AUTO);
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        Frame open = link.seat(1, 1);
        ann.isSeated();
        link.send(LinkType.STALE, open.id(), 1, "");
        ann.hears("{\"type\":\"paused\"}");
        assertEquals(open.id(), link.next(LinkType.DETACH).id());
        Frame again = link.next(LinkType.OPEN);
        assertNotEquals(open.id(), again.id());
        assertEquals(2, again.number());
        // What the node still says to the former open, and group, is heard by nobody.
        link.event(LinkType.EVENT, open.id(), 1, 1, 0, 0);
        link.event(LinkType.GROUP_EVENT, 1, 1, 1, 0, 0);
        link.send(LinkType.RESET, again.id(), 0, "");
        link.group(2, 2, "a");
        link.welcome(again.id(), 2, 9, false, "{\"welcome\":2}");
        link.opened(again.id(), 0, 2, 1);
        ann.hears("{\"type\":\"reset\"}");
        ann.isSeated();
        ann.hears("{\"type\":\"resumed\",\"node\":\"node-1\"}");
        assertTrue(house.cluster.wasTold(ClusterEvent.StaleHeard.class));
      }
    }
  }

  @Test
  void lostNodeIsLeftThoughItsLinkIsOpen() throws Exception {
    try (House house = new House(TransportChoice.AUTO);
        LinkNode node = new LinkNode("node-1");
        LinkNode heir = new LinkNode("node-2")) {
      house.cluster.with(node.ref, heir.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        link.seat(1, 1);
        ann.isSeated();
        assertEquals(1, house.port.legsOpen(node.ref));
        Pin pin = house.cluster.pins.get(new RoomId("a"));
        house.cluster.lose(node.ref, List.of(pin));
        house.port.nodeLost(node.ref);
        ann.hears("{\"type\":\"paused\"}");
        try (Link next = heir.accept()) {
          assertTrue(link.ends());
          assertEquals(0, house.port.legsOpen(node.ref));
          next.next(LinkType.OPEN);
        }
      }
    }
  }

  @Test
  void malformedFrameEndsTheLinkAndOthersAreUntouched() throws Exception {
    try (House house = new House(TransportChoice.AUTO);
        LinkNode node = new LinkNode("node-1");
        LinkNode other = new LinkNode("node-2")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        link.seat(1, 1);
        ann.isSeated();
        house.cluster.lose(node.ref, List.of());
        house.cluster.with(other.ref, node.ref);
        try (SeatedPlayer bob = new SeatedPlayer(house, "/rooms/b");
            Link calm = other.accept()) {
          Frame bobs = calm.seat(1, 2);
          bob.isSeated();
          link.sendRaw(new byte[] {0, 0, 0, 13, 99, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
          assertTrue(link.ends());
          ann.hears("{\"type\":\"paused\"}");
          calm.event(LinkType.GROUP_EVENT, 1, 2, 1, bobs.id(), 0);
          bob.hears("{\"seq\":1,\"event\":1}");
          try (Link again = node.accept()) {
            Frame open = again.next(LinkType.OPEN);
            again.group(4, 1, "a");
            again.opened(open.id(), 0, 4, 1);
            ann.hears("{\"type\":\"resumed\",\"node\":\"node-1\"}");
          }
          assertEquals(1, house.counters.seats().linksMalformed());
        }
      }
    }
  }

  @Test
  void seatParkedTooLongIsClosed() throws Exception {
    try (House house = new House(TransportChoice.AUTO, c -> c.withParking(Duration.ofMillis(200)));
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        link.seat(1, 1);
        ann.isSeated();
        node.refuseConnections();
        link.kill();
        ann.hears("{\"type\":\"paused\"}");
        ann.isClosed(1012, "room-unavailable");
      }
      assertEquals(0, house.counters.seats().seatsParked());
      assertEquals(0, house.counters.seats().seats());
    }
  }

  @Test
  void stoppingRouterEndsItsSeats() throws Exception {
    try (LinkNode node = new LinkNode("node-1")) {
      House house = new House(TransportChoice.AUTO);
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        link.seat(1, 1);
        ann.isSeated();
        house.close();
        ann.isClosed(1001, "router-leaving");
        assertEquals(0, link.next(LinkType.DETACH).number());
      }
    }
  }
}
