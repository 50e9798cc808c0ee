package usher.node.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static usher.node.link.TestLink.frame;

import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.link.LinkType;
import usher.common.link.OpenJson;
import usher.common.player.CloseReason;
import usher.node.room.RoomWork;

class LinkServerTest {
  @Test
  void oneReadIsOneBatchForEachRoomLoop() {
    try (TestLink link = new TestLink()) {
      link.send(
          frame(LinkType.OPEN, 1, 7, OpenJson.write(TestLink.request("a"))),
          frame(LinkType.OPEN, 2, 8, OpenJson.write(TestLink.request("b"))),
          frame(LinkType.COMMAND, 1, 1, "{\"say\":\"x\"}"),
          frame(LinkType.BINARY_COMMAND, 1, 2, "y"),
          frame(LinkType.RAW_BINARY, 2, 0, "z"),
          frame(LinkType.DETACH, 1, 1, ""));
      assertEquals(2, link.rooms.batches.size());
      List<RoomWork> first = link.rooms.batches.get(0).work();
      assertEquals(4, first.size());
      assertEquals(7, ((RoomWork.Open) first.get(0)).epoch());
      RoomWork.Command command = (RoomWork.Command) first.get(1);
      assertEquals(1, command.n());
      assertEquals("{\"say\":\"x\"}", command.frame().toString());
      assertTrue(((RoomWork.Command) first.get(2)).frame().isBinary());
      assertTrue(((RoomWork.Detach) first.get(3)).onPurpose());
      RoomWork.Command raw = (RoomWork.Command) link.rooms.batches.get(1).work().get(1);
      assertEquals(0, raw.n());
      assertTrue(raw.frame().isBinary());
      assertEquals(List.of(), link.heard());
    }
  }

  @Test
  void anOpenThatIsNoRequestIsRefusedAndTheLinkStays() {
    try (TestLink link = new TestLink()) {
      link.send(frame(LinkType.OPEN, 1, 7, "{\"room\":\"a/b\"}"), frame(LinkType.OPEN, 2, 7, "{"));
      List<Frame> heard = link.heard();
      assertEquals(List.of(1, 2), heard.stream().map(Frame::id).toList());
      assertEquals(LinkType.CLOSE, heard.get(0).type());
      assertEquals("bad-request", heard.get(0).text());
      assertEquals(2, link.counts.total(LinkCount.BAD_OPENS));
      link.seat(3, "a");
      assertTrue(link.channel.isOpen());
    }
  }

  @Test
  void anOpenNumberUsedTwiceEndsTheLink() {
    try (TestLink link = new TestLink()) {
      link.open(1, "a", 7);
      link.open(1, "b", 7);
      assertBroken(link);
      assertFalse(link.rooms.of(RoomWork.Detach.class).get(0).onPurpose());
    }
  }

  @Test
  void whatIsNoRoutersFrameEndsTheLink() {
    for (var bad :
        List.of(
            frame(LinkType.OPENED, 1, 0, "123456789012"),
            frame(LinkType.COMMAND, 1, 0, "{}"),
            frame(LinkType.COMMAND, 1, -5, "{}"),
            frame(LinkType.DETACH, 1, 2, ""),
            Unpooled.buffer().writeInt(13).writeByte(99).writeZero(12),
            Unpooled.buffer().writeInt(-1).writeZero(13),
            Unpooled.buffer().writeInt(256 * 1024 + 14).writeZero(13))) {
      try (TestLink link = new TestLink()) {
        link.send(bad);
        assertBroken(link);
      }
    }
  }

  private static void assertBroken(TestLink link) {
    assertFalse(link.channel.isOpen());
    assertEquals(1, link.counts.total(LinkCount.MALFORMED));
  }

  @Test
  void framesForUnknownOpensAreIgnored() {
    try (TestLink link = new TestLink()) {
      link.send(frame(LinkType.COMMAND, 9, 1, "{}"), frame(LinkType.DETACH, 9, 0, ""));
      assertEquals(List.of(), link.rooms.batches);
      assertEquals(2, link.counts.total(LinkCount.IGNORED));
      assertTrue(link.channel.isOpen());
    }
  }

  @Test
  void anOpenThatItsRoomEndedTakesNothingMore() {
    try (TestLink link = new TestLink()) {
      LinkSeat seat = link.seat(1, "a");
      seat.stale(9);
      seat.stale(9);
      link.send(frame(LinkType.COMMAND, 1, 1, "{}"));
      link.turnEnds();
      assertEquals("STALE 1 9 0", link.heardOne().toString());
      link.send(frame(LinkType.COMMAND, 1, 1, "{}"));
      link.send(frame(LinkType.DETACH, 1, 0, ""));
      assertEquals(3, link.counts.total(LinkCount.IGNORED));
      assertEquals(1, link.rooms.work().size());
    }
  }

  @Test
  void aClosedLinkDetachesItsOpensAndSaysNothingMore() {
    TestLink link = new TestLink();
    LinkSeat a = link.seat(1, "a");
    link.seat(2, "b");
    link.seat(3, "b").close(CloseReason.ROOM_FULL, 5);
    a.reset();
    link.close();
    assertEquals(2, link.rooms.of(RoomWork.Detach.class).size());
    assertFalse(link.rooms.of(RoomWork.Detach.class).get(0).onPurpose());
    a.reset();
    link.turnEnds();
    assertEquals(0, link.writes);
  }

  @Test
  void aFullLoopRefusesOpensEndsThoseThatSendAndStillHearsOfDetaches() {
    try (TestLink link = new TestLink()) {
      link.seat(1, "a");
      link.seat(2, "a");
      link.rooms.full = true;
      link.open(3, "a", 7);
      assertEquals("CLOSE 3 1 16", link.heardOne().toString());
      link.send(frame(LinkType.COMMAND, 1, 1, "{}"), frame(LinkType.DETACH, 2, 1, ""));
      assertEquals("too-fast", link.heardOne().text());
      link.rooms.full = false;
      link.channel.advanceTimeBy(
          LinkServerLimits.OWED_MS, java.util.concurrent.TimeUnit.MILLISECONDS);
      link.channel.runScheduledPendingTasks();
      assertEquals(
          List.of(1, 2),
          link.rooms.of(RoomWork.Detach.class).stream()
              .map(detach -> ((LinkSeat) detach.line()).open())
              .toList());
    }
  }
}
