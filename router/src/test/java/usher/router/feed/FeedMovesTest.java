package usher.router.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.player.CloseReason;
import usher.router.feed.FeedDesk.Player;
import usher.router.feed.FeedDesk.Way;

/** Seats at feeds leave nodes that drain. */
class FeedMovesTest {
  private final FeedDesk desk = new FeedDesk();

  @Test
  void drainingNodesSeatsMoveSomeAtATimeAndStayWhereNoOtherTakesThem() {
    for (int i = 0; i < 150; i++) {
      desk.sits("n1");
    }
    desk.feeds.draining(FeedDesk.node("n1"), true);
    desk.after(50);
    desk.answerNone(CloseReason.NO_NODE, false);
    Way way = desk.way("n1");
    assertEquals(150, way.sent.size());
    desk.after(50);
    assertEquals(0, desk.asked.size());
    desk.after(FeedSeatLimits.MOVE_AGAIN.toMillis());
    assertEquals(100, desk.answer("n2").seats());
    assertEquals(250, way.sent.size());
    assertEquals(50, way.link().size());
    desk.way("n2").up();
    assertEquals(100, desk.way("n2").link().size());
    desk.after(50);
    assertEquals(50, desk.answer("n2").seats());
    assertEquals(0, way.link().size());
    desk.after(50);
    assertEquals(0, desk.asked.size());
    assertEquals(150, desk.seats);
  }

  @Test
  void commandsThatWaitedForOneLinkWaitForTheNextNotLonger() {
    Player ann = desk.sits("n1");
    Way before = desk.way("n1");
    before.writable = false;
    ann.says("c1");
    desk.feeds.draining(FeedDesk.node("n1"), true);
    desk.after(50);
    desk.answer("n2");
    Way now = desk.way("n2");
    now.writable = false;
    now.up();
    assertEquals(List.of("open 1"), now.sent);
    now.writable = true;
    now.link().onWritable();
    assertEquals(List.of("open 1", "1: 1 c1"), now.sent);
    before.writable = true;
    before.link().onWritable();
    assertEquals(List.of("open 1", "detach 1"), before.sent);
  }

  @Test
  void drainTakenBackMovesNobodyMore() {
    desk.sits("n1");
    desk.feeds.draining(FeedDesk.node("n1"), true);
    desk.after(50);
    desk.feeds.draining(FeedDesk.node("n1"), false);
    desk.answer("n2");
    assertEquals(1, desk.way("n1").link().size());
    desk.after(1_000);
    assertEquals(0, desk.asked.size());
  }
}
