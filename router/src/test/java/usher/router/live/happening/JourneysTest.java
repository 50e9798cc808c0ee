package usher.router.live.happening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.Upstream;
import usher.common.net.HostPort;
import usher.common.room.RoomId;
import usher.router.live.happening.Happening.Kind;
import usher.router.pin.NodeRef;

class JourneysTest {
  private static final long MS = 1_000_000;

  private final News news = new News();
  private final Happenings happenings = new Happenings();
  private final Journeys journeys = new Journeys(happenings);

  private static NodeRef node(String id) {
    return new NodeRef(
        new Incarnation(new NodeId(id), "a"), new HostPort("127.0.0.1", 7001), Upstream.LINK);
  }

  private static RoomId room(String id) {
    return new RoomId(id);
  }

  private void look(long nowMs) {
    journeys.heard(news.take(), nowMs * MS, nowMs);
  }

  private String last() {
    List<Happening> all = happenings.all();
    return all.get(all.size() - 1).text();
  }

  @Test
  void oneRoomThatMovesIsNamedWithHowLongItWasAway() {
    news.repinned(room("lobby"), node("n1"), node("n2"), false);
    look(0);
    assertEquals("room lobby moved from n1 to n2", last());
    news.roomResumed(room("lobby"), 12_340_000);
    look(250);
    assertEquals("room lobby moved from n1 to n2: back after 12 ms", last());
    assertEquals(List.of(Kind.MOVE), happenings.all().stream().map(Happening::kind).toList());
    assertEquals(1, news.moves());
    assertEquals(0, news.failovers());
  }

  @Test
  void aThousandRoomsOfALostNodeAreOneThingThatHappened() {
    for (int i = 0; i < 1_000; i++) {
      news.repinned(room("r" + i), node("n1"), node(i % 2 == 0 ? "n2" : "n3"), true);
      news.roomResumed(room("r" + i), (1 + i) * MS);
      if (i % 100 == 0) {
        look(i);
      }
    }
    look(1_000);
    assertEquals(1, happenings.all().size());
    assertEquals(Kind.FAILOVER, happenings.all().get(0).kind());
    assertEquals(
        "1000 rooms of n1 went to n2, n3: all heard again, half within 500 ms, the last after"
            + " 1000 ms",
        last());
    assertEquals(1_000, news.failovers());
  }

  @Test
  void aJourneyThatWasQuietIsOverAndTheNextIsAnother() {
    news.repinned(room("a"), node("n1"), node("n2"), false);
    look(0);
    look(HappeningLimits.JOURNEY_QUIET_MS + 1);
    news.repinned(room("b"), node("n1"), node("n2"), false);
    look(HappeningLimits.JOURNEY_QUIET_MS + 250);
    assertEquals(2, happenings.all().size());
    assertEquals("room b moved from n1 to n2", last());
  }

  @Test
  void manyNodesThatTookRoomsAreNotAllNamed() {
    for (int i = 2; i < 9; i++) {
      news.repinned(room("r" + i), node("n1"), node("n" + i), true);
    }
    look(0);
    assertEquals("7 rooms of n1 went to n2, n3, n4 and more", last());
  }

  @Test
  void whatIsNotAskedForStaysWithinItsBounds() {
    for (int i = 0; i < 2 * HappeningLimits.ROOMS_UNDER_WAY; i++) {
      news.repinned(room("r" + i), node("n1"), node("m" + i), true);
      news.nodeLost(node("m" + i), "silence");
    }
    for (int i = 0; i < 2 * HappeningLimits.ROOMS_UNDER_WAY; i++) {
      news.roomResumed(room("r" + i), i);
    }
    News.Heard heard = news.take();
    assertEquals(HappeningLimits.HOPS_KEPT, heard.hops().size());
    assertEquals(HappeningLimits.LOSSES_KEPT, heard.lost().size());
    assertEquals(HappeningLimits.RESUMES_KEPT, heard.resumed().size());
    assertEquals(2L * HappeningLimits.ROOMS_UNDER_WAY, news.failovers());
    assertTrue(news.take().hops().isEmpty());
  }

  @Test
  void whatHappenedLongAgoIsForgottenAndHasNoMoreToTell() {
    long first = happenings.add(0, Kind.JOINED, "n1", "n1 registered");
    for (int i = 0; i < HappeningLimits.HAPPENINGS; i++) {
      happenings.add(i, Kind.JOINED, "n", "another");
    }
    happenings.tell(first, "more");
    assertEquals(HappeningLimits.HAPPENINGS, happenings.all().size());
    assertEquals(HappeningLimits.HAPPENINGS, happenings.takeNews().size());
    assertTrue(happenings.takeNews().isEmpty());
  }
}
