package usher.node.player;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import usher.common.link.EventPayload;
import usher.common.link.LinkLimits;
import usher.common.link.LinkType;
import usher.common.link.OpenedPayload;
import usher.common.room.RoomId;
import usher.node.link.LinkCount;

class LinkPortTest {
  @Test
  void aLinkWithoutTheTokenOrOfAnotherVersionIsRefused() {
    try (TestNode node = TestNode.underRouter();
        TestRouter wrong = new TestRouter(node.port());
        TestRouter newer = new TestRouter(node.port())) {
      assertEquals(
          "HTTP/1.1 401 Unauthorized", wrong.ask(LinkLimits.PROTOCOL, "not-the-right-token"));
      assertEquals("HTTP/1.1 400 Bad Request", newer.ask("usher-link/2", TestNode.TOKEN));
      assertEquals(2, node.links.counts().total(LinkCount.REFUSED));
    }
  }

  @Test
  void twoSeatsOfALinkHearEachEventOnceBetweenThem() {
    try (TestNode node = TestNode.underRouter();
        TestRouter router = new TestRouter(node.port())) {
      node.rooms.place(new RoomId("tea"), 7, null);
      assertEquals(
          "HTTP/1.1 101 Switching Protocols", router.ask(LinkLimits.PROTOCOL, TestNode.TOKEN));
      router.open(1, "tea", 7, "ann");
      router.say(1, 1, "{\"say\":\"one\"}");
      assertEquals(1, router.next(LinkType.WELCOME).number());
      int group = router.next(LinkType.GROUP).id();
      assertEquals(group, OpenedPayload.group(router.next(LinkType.OPENED).payload()));
      TestRouter.Said one = router.next(LinkType.GROUP_EVENT);
      assertEquals(2, one.number());
      assertEquals(1, EventPayload.asker(one.payload()));
      assertEquals(1, EventPayload.n(one.payload()));
      router.open(2, "tea", 7, "bob");
      assertEquals(3, router.next(LinkType.GROUP_EVENT).number());
      assertEquals(2, router.next(LinkType.WELCOME).id());
      assertEquals(group, OpenedPayload.group(router.next(LinkType.OPENED).payload()));
      router.say(2, 1, "{\"say\":\"two\"}");
      assertEquals(2, EventPayload.asker(router.next(LinkType.GROUP_EVENT).payload()));
      router.say(1, 2, "no json");
      assertTrue(router.next(LinkType.ANSWER).text().contains("\"rejected\""));
      router.send(LinkType.DETACH, 2, 1, new byte[0]);
      assertTrue(router.next(LinkType.GROUP_EVENT).text().contains("\"left\":\"bob\""));
    }
  }

  @Test
  void aLinkThatBreaksTheProtocolIsClosedAndItsRoomsStay() {
    try (TestNode node = TestNode.underRouter();
        TestRouter router = new TestRouter(node.port());
        TestRouter other = new TestRouter(node.port())) {
      node.rooms.place(new RoomId("tea"), 7, null);
      router.ask(LinkLimits.PROTOCOL, TestNode.TOKEN);
      other.ask(LinkLimits.PROTOCOL, TestNode.TOKEN);
      router.open(1, "tea", 7, "ann");
      router.next(LinkType.WELCOME);
      router.next(LinkType.GROUP);
      router.next(LinkType.OPENED);
      router.send(LinkType.OPENED, 1, 0, new byte[0]);
      assertTrue(router.isClosed());
      node.await(() -> node.links.size() == 1);
      other.open(1, "tea", 7, "ann");
      assertEquals(1, other.next(LinkType.WELCOME).number());
    }
  }
}
