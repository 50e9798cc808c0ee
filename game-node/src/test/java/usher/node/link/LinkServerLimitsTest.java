package usher.node.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static usher.node.link.TestLink.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import usher.common.link.LinkType;
import usher.common.link.LinkWriter;
import usher.common.link.OpenJson;
import usher.common.net.LeakWatch;
import usher.common.player.EventId;
import usher.common.player.PlayerFrame;
import usher.common.room.RoomId;
import usher.node.room.RoomWork;

@ExtendWith(LeakWatch.class)
class LinkServerLimitsTest {
  private static final byte[] OPEN = OpenJson.write(TestLink.request("a"));

  @Test
  void oneOpenTooManyIsRefused() {
    try (TestLink link = new TestLink()) {
      for (int i = 0; i < LinkServerLimits.MAX_OPENS; i++) {
        link.send(frame(LinkType.OPEN, i, 7, OPEN));
      }
      assertEquals(List.of(), link.heard());
      link.open(-1, "a", 7);
      assertEquals("too-many-players", link.heardOne().text());
      link.send(frame(LinkType.DETACH, 5, 0, ""));
      link.open(-2, "a", 7);
      assertEquals(List.of(), link.heard());
    }
  }

  @Test
  void anOpenThatSendsFasterThanItsRoomTakesIsEnded() {
    try (TestLink link = new TestLink()) {
      LinkSeat fast = link.seat(1, "a");
      LinkSeat other = link.seat(2, "a");
      link.send(commands(1, LinkServerLimits.MAX_UNTAKEN));
      fast.taken();
      link.send(frame(LinkType.RAW, 1, 0, "x"));
      assertEquals(List.of(), link.heard());
      link.send(frame(LinkType.RAW, 1, 0, "y"), frame(LinkType.COMMAND, 2, 1, "{}"));
      assertEquals("too-fast", link.heardOne().text());
      assertTrue(fast.isEnded());
      assertFalse(other.isEnded());
      assertEquals(1, link.rooms.of(RoomWork.Detach.class).size());
      assertTrue(link.channel.isOpen());
    }
  }

  @Test
  void aLoopThatTakesNothingCostsOnlyItsOwnRooms() {
    try (TestLink link = new TestLink()) {
      int opens = LinkServerLimits.MAX_WAITING_FRAMES / LinkServerLimits.MAX_UNTAKEN;
      for (int id = 1; id <= opens; id++) {
        link.seat(id, "a");
      }
      link.rooms.batches.forEach(batch -> batch.done().run());
      for (int id = 1; id <= opens; id++) {
        link.send(commands(id, LinkServerLimits.MAX_UNTAKEN));
      }
      assertEquals(List.of(), link.heard());
      link.open(opens + 1, "a", 7);
      assertEquals("room-unavailable", link.heardOne().text());
      link.open(opens + 2, "b", 7);
      assertEquals(List.of(), link.heard());
      link.rooms.batches.get(opens).done().run();
      link.open(opens + 3, "a", 7);
      assertEquals(List.of(), link.heard());
    }
  }

  @Test
  void bytesThatWaitAreBoundedToo() {
    try (TestLink link = new TestLink()) {
      link.seat(1, "a");
      byte[] large = new byte[128 * 1024];
      int most = LinkServerLimits.MAX_WAITING_BYTES / large.length;
      for (int i = 1; i < most; i++) {
        link.send(frame(LinkType.RAW, 1, 0, large));
      }
      assertEquals(List.of(), link.heard());
      link.send(frame(LinkType.RAW, 1, 0, large));
      link.send(frame(LinkType.RAW, 1, 0, large));
      assertEquals("too-fast", link.heardOne().text());
    }
  }

  @Test
  void overTheMarkWhatIsNoEventIsLeftOutAndOverTheBoundTheLinkIsClosed() {
    try (TestLink link = new TestLink()) {
      LinkSeat seat = link.seat(1, "a");
      LinkVoice voice = seat.line().voice(new RoomId("a"), 7);
      PlayerFrame frame = PlayerFrame.binary(new byte[LinkServerLimits.MAX_BATCH_BYTES]);
      link.reads = false;
      int toMark = LinkServerLimits.VOLATILE_MARK_BYTES / LinkServerLimits.MAX_BATCH_BYTES;
      for (int i = 0; i < toMark; i++) {
        voice.say(frame);
        link.turnEnds();
      }
      assertEquals(0, link.counts.total(LinkCount.DROPPED));
      voice.say(frame);
      assertEquals(1, link.counts.total(LinkCount.DROPPED));
      while (link.unwritten.size() > 0) {
        link.unwritten.remove().setSuccess();
      }
      voice.say(frame);
      assertEquals(1, link.counts.total(LinkCount.DROPPED));
      int toBound = LinkServerLimits.MAX_UNREAD_BYTES / LinkServerLimits.MAX_BATCH_BYTES;
      PlayerFrame welcome = PlayerFrame.text(new byte[LinkServerLimits.MAX_BATCH_BYTES - 26]);
      for (int i = 1; i < toBound - 1; i++) {
        seat.welcome(new EventId(7, 1), false, welcome);
        link.turnEnds();
      }
      assertTrue(link.channel.isOpen());
      seat.welcome(new EventId(7, 1), false, welcome);
      link.turnEnds();
      assertFalse(link.channel.isOpen());
      assertEquals(1, link.counts.total(LinkCount.TOO_SLOW));
      assertEquals(1, link.rooms.of(RoomWork.Detach.class).size());
    }
  }

  @Test
  void aLargeTurnLeavesInSeveralBuffers() {
    try (TestLink link = new TestLink()) {
      LinkSeat seat = link.seat(1, "a");
      PlayerFrame half = PlayerFrame.text(new byte[LinkServerLimits.MAX_BATCH_BYTES / 2]);
      for (int i = 0; i < 6; i++) {
        seat.answer(i, half);
      }
      link.turnEnds();
      assertEquals(6, link.writes);
      assertEquals(6, link.heard().size());
    }
  }

  @Test
  void aWelcomeThatNoLinkCarriesEndsTheOpen() {
    try (TestLink link = new TestLink()) {
      LinkSeat seat = link.seat(1, "a");
      seat.welcome(new EventId(7, 1), false, PlayerFrame.text(new byte[8 * 1024 * 1024]));
      link.turnEnds();
      assertEquals("too-large", link.heardOne().text());
    }
  }

  private static ByteBuf commands(int id, int count) {
    ByteBuf all = Unpooled.buffer();
    for (int n = 1; n <= count; n++) {
      LinkWriter.write(all, LinkType.COMMAND, id, n, new byte[] {'{', '}'});
    }
    return all;
  }
}
