package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import usher.common.link.LinkType;
import usher.common.net.LeakWatch;
import usher.common.net.TransportChoice;
import usher.common.player.CloseReason;
import usher.router.edge.LinkNode.Frame;
import usher.router.edge.LinkNode.Link;

/** What players and nodes do wrong costs them their seat, and nobody else. */
@ExtendWith(LeakWatch.class)
class SeatBadInputTest {
  private static final String TOKEN = "abcdefghijklmnopqrstuvwx";

  private static void isRefused(House house, String target, int status, String word)
      throws Exception {
    try (SeatedPlayer player = new SeatedPlayer(house, target)) {
      String why = player.closed.poll(15, TimeUnit.SECONDS);
      assertTrue(why != null && why.contains(" " + status), word + " wanted, but " + why);
    }
  }

  @Test
  void wrongQueriesAreRefusedBeforeAnyNodeHearsOfThem() throws Exception {
    try (House house = new House(TransportChoice.AUTO);
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      isRefused(house, "/rooms/a?seat=short", 403, "bad-seat");
      isRefused(house, "/rooms/a?seat=" + TOKEN + "&after=7", 400, "bad-parameter");
      isRefused(house, "/rooms/a?seat=" + TOKEN + "&after=-1-4", 400, "bad-parameter");
      isRefused(house, "/rooms/a?seat=" + TOKEN + "&answered=-2", 400, "bad-parameter");
      isRefused(
          house, "/rooms/a?seat=" + TOKEN + "&answered=9999999999999999999", 400, "bad-parameter");
      isRefused(house, "/rooms/a?role=king", 400, "bad-parameter");
      assertEquals(0, house.counters.seats().seats());
    }
  }

  @Test
  void aCloseBeforeAnyWordIsAnHttpRefusal() throws Exception {
    try (House house = new House(TransportChoice.AUTO);
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        Frame open = link.next(LinkType.OPEN);
        link.send(LinkType.CLOSE, open.id(), 5, CloseReason.ROOM_FULL.word());
        String why = ann.closed.poll(15, TimeUnit.SECONDS);
        assertTrue(why != null && why.contains(" 503"), "closed with " + why);
      }
      Await.until("the seat is gone", () -> house.counters.seats().seats() == 0);
    }
  }

  @Test
  void aSeatUsedTwiceAtOnceIsTheNewersAndTheOlderIsTold() throws Exception {
    try (House house = new House(TransportChoice.AUTO);
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      String seat = "/rooms/a?seat=" + TOKEN + "&after=1-1";
      try (SeatedPlayer older = new SeatedPlayer(house, seat);
          Link link = node.accept()) {
        link.seat(1, 1);
        older.isSeated();
        try (SeatedPlayer newer = new SeatedPlayer(house, seat)) {
          older.hears("{\"type\":\"settled\",\"n\":0}");
          older.isClosed(1008, "seat-taken-over");
          Frame detach = link.next(LinkType.DETACH);
          Frame open = link.next(LinkType.OPEN);
          assertTrue(open.id() != detach.id());
          assertEquals(TOKEN, open.open().token());
          link.group(2, 1, "a");
          link.opened(open.id(), 0, 2, 2);
          newer.hears("{\"type\":\"settled\",\"n\":0}");
        }
      }
    }
  }

  @Test
  void aSeatOfAnotherRoomIsLeftToTheNodeToJudge() throws Exception {
    try (House house = new House(TransportChoice.AUTO);
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a?seat=" + TOKEN + "&after=1-1");
          Link link = node.accept()) {
        Frame open = link.next(LinkType.OPEN);
        assertEquals(false, open.open().fresh());
        link.send(LinkType.RESET, open.id(), 0, "");
        link.group(1, 1, "a");
        link.welcome(open.id(), 1, 3, false, "{\"welcome\":1}");
        link.opened(open.id(), 0, 1, 1);
        ann.hears("{\"type\":\"reset\"}");
        ann.isSeated();
      }
    }
  }

  @Test
  void aPlayerThatFloodsIsClosedAndTheOthersPlayOn() throws Exception {
    try (House house = new House(TransportChoice.AUTO);
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        Frame open = link.next(LinkType.OPEN);
        link.group(1, 1, "a");
        // In a game of raw frames nothing is answered: the rate alone bounds the player.
        link.welcome(open.id(), 1, 0, true, "{\"welcome\":1}");
        link.opened(open.id(), 0, 1, 1);
        ann.isSeated();
        try (SeatedPlayer bob = new SeatedPlayer(house, "/rooms/a")) {
          Frame bobs = link.next(LinkType.OPEN);
          link.welcome(bobs.id(), 1, 0, true, "{\"welcome\":1}");
          link.opened(bobs.id(), 0, 1, 1);
          bob.isSeated();
          for (int i = 0; i < 20_000 && ann.isOpen(); i++) {
            try {
              ann.send("x");
            } catch (org.java_websocket.exceptions.WebsocketNotConnectedException e) {
              break;
            }
          }
          ann.isClosed(1013, "too-fast");
          link.send(LinkType.VOLATILE, 1, 0, "still here");
          bob.hears("still here");
        }
      }
    }
  }

  @Test
  void aMessageThatIsTooLongEndsThisSeatOnly() throws Exception {
    try (House house = new House(TransportChoice.AUTO);
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        link.seat(1, 1);
        ann.isSeated();
        ann.send("x".repeat(64 * 1024 + 1));
        ann.isClosed(1013, "too-large");
        assertEquals(0, link.next(LinkType.DETACH).number());
      }
    }
  }

  @Test
  void aBinaryMessageIsACommandForTheRoomToReject() throws Exception {
    try (House house = new House(TransportChoice.AUTO);
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        Frame open = link.seat(1, 1);
        ann.isSeated();
        ann.send(new byte[] {1, 2, 3});
        assertEquals(1, link.next(LinkType.BINARY_COMMAND).number());
        link.send(LinkType.ANSWER, open.id(), 1, "{\"type\":\"rejected\",\"n\":1}");
        ann.hears("{\"type\":\"rejected\",\"n\":1}");
      }
    }
  }

  @Test
  void aPlayerWithSixtyFourUnansweredCommandsIsNotReadUntilHalfIsAnswered() throws Exception {
    try (House house = new House(TransportChoice.AUTO);
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (SeatedPlayer ann = new SeatedPlayer(house, "/rooms/a");
          Link link = node.accept()) {
        Frame open = link.seat(1, 1);
        ann.isSeated();
        for (int n = 1; n <= 300; n++) {
          ann.send("{\"say\":\"" + n + "\"}");
        }
        // Each is answered late, and each comes once, in order.
        for (int n = 1; n <= 300; n++) {
          Frame command = link.next(LinkType.COMMAND);
          assertEquals(n, command.number());
          link.send(LinkType.ANSWER, open.id(), n, "{\"n\":" + n + "}");
          ann.hears("{\"n\":" + n + "}");
        }
      }
    }
  }

  @Test
  void aPlayerThatDoesNotReadIsClosedAtItsBoundAndTheOthersHearAll() throws Exception {
    try (House house = new House(TransportChoice.AUTO);
        LinkNode node = new LinkNode("node-1")) {
      house.cluster.with(node.ref);
      try (RawPeer slow = RawPeer.connect(house.port()).send(RawPeer.UPGRADE);
          Link link = node.accept()) {
        Frame open = link.seat(1, 1);
        slow.head();
        try (SeatedPlayer bob = new SeatedPlayer(house, "/rooms/a")) {
          Frame bobs = link.next(LinkType.OPEN);
          link.welcome(bobs.id(), 1, 0, false, "{\"welcome\":1}");
          link.opened(bobs.id(), 0, 1, 1);
          bob.isSeated();
          String big = "x".repeat(256 * 1024);
          int sent = 0;
          while (house.counters.seats().seatsLeft(CloseReason.TOO_SLOW) == 0 && sent < 200) {
            link.send(LinkType.VOLATILE, 1, 0, big);
            bob.hears(big);
            sent++;
          }
          assertEquals(1, house.counters.seats().seatsLeft(CloseReason.TOO_SLOW));
          assertEquals(open.id(), link.next(LinkType.DETACH).id());
          link.send(LinkType.VOLATILE, 1, 0, "still here");
          bob.hears("still here");
          assertEquals(1, house.counters.seats().seats());
        }
      }
    }
  }
}
