package usher.router.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static usher.router.live.Views.alive;
import static usher.router.live.Views.node;
import static usher.router.live.Views.ref;
import static usher.router.live.Views.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterView;
import usher.router.cluster.node.NodeState;
import usher.router.live.happening.News;

class LiveStreamTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final News news = new News();
  private ClusterView view = view(alive("n1", 10), alive("n2", 20));
  private long delivered;
  private long nowMs = 1_000;
  private final LiveStream stream =
      new LiveStream(
          new RouterLook("1.0", 0, 500, 2_000),
          () -> view,
          this::figures,
          news,
          UnpooledByteBufAllocator.DEFAULT);

  private Figures figures() {
    return new Figures(3, 2, 0, 0, view.rooms(), delivered, 0, 0, 0, 0, 0, Double.NaN);
  }

  private void look() {
    nowMs += LiveLimits.DELTA_MS;
    stream.look(nowMs * 1_000_000, nowMs);
  }

  private record Told(String event, JsonNode data) {}

  private EmbeddedChannel watch() {
    EmbeddedChannel channel = new EmbeddedChannel();
    Watcher watcher = new Watcher(channel, nowMs * 1_000_000);
    channel.pipeline().addLast(watcher);
    stream.add(watcher);
    channel.closeFuture().addListener(closed -> stream.remove(watcher));
    return channel;
  }

  private static List<Told> heard(EmbeddedChannel channel) throws Exception {
    List<Told> told = new ArrayList<>();
    for (HttpContent content = channel.readOutbound();
        content != null;
        content = channel.readOutbound()) {
      String text = content.content().toString(StandardCharsets.UTF_8);
      content.release();
      assertTrue(text.endsWith("\n\n") && text.indexOf("\n\n") == text.length() - 2, text);
      String[] lines = text.strip().split("\n", -1);
      assertEquals(2, lines.length);
      told.add(
          new Told(
              lines[0].substring("event: ".length()),
              JSON.readTree(lines[1].substring("data: ".length()))));
    }
    return told;
  }

  @Test
  void aSnapshotComesFirstAndThenOnlyWhatChanged() throws Exception {
    EmbeddedChannel one = watch();
    look();
    Told snapshot = heard(one).get(0);
    assertEquals("snapshot", snapshot.event());
    assertEquals(2, snapshot.data().get("nodes").size());
    assertEquals("n2", snapshot.data().get("nodes").get(1).get("node").asText());
    assertEquals(1, snapshot.data().get("points").size());
    view = view(alive("n1", 10), alive("n2", 21));
    look();
    List<Told> told = heard(one);
    assertEquals(1, told.size());
    assertEquals("delta", told.get(0).event());
    JsonNode nodes = told.get(0).data().get("nodes");
    assertEquals(1, nodes.size());
    assertEquals(21, nodes.get(0).get("pinned").asInt());
    assertFalse(nodes.get(0).has("address"), "what never changes is said once");
    look();
    assertEquals(List.of(), heard(one), "nothing changed, nothing is said");
    one.finishAndReleaseAll();
  }

  @Test
  void aPointComesEverySecondWithEachHeartbeatsAgeAndRatesByTheSecond() throws Exception {
    EmbeddedChannel one = watch();
    look();
    heard(one);
    delivered = 500;
    for (int i = 0; i < LiveLimits.DELTAS_A_POINT; i++) {
      look();
    }
    List<Told> told = heard(one);
    assertEquals(1, told.size());
    JsonNode point = told.get(0).data().get("point");
    assertEquals(nowMs, point.get(0).asLong());
    assertEquals(500, point.get(1 + Point.COLUMNS.indexOf("toPlayers")).asInt());
    assertTrue(point.get(1 + Point.COLUMNS.indexOf("loopLagMs")).isNull());
    assertEquals(2, told.get(0).data().get("ages").size());
    one.finishAndReleaseAll();
  }

  @Test
  void roomsThatGoElsewhereAndNodesThatAreLostAreTold() throws Exception {
    EmbeddedChannel one = watch();
    look();
    heard(one);
    news.nodeLost(ref("n1", "a"), "proof-of-death");
    news.repinned(new RoomId("lobby"), ref("n1", "a"), ref("n2", "a"), true);
    view = view(node("n1", NodeState.LOST, 10, 0, false), alive("n2", 21));
    look();
    JsonNode told = heard(one).get(0).data();
    assertEquals(
        "[{\"from\":\"n1\",\"to\":\"n2\",\"lost\":true,\"rooms\":1}]", told.get("hops").toString());
    assertEquals(
        List.of("n1 is lost (proof-of-death): it had 10 rooms", "room lobby of n1 went to n2"),
        told.get("happenings").findValuesAsText("text"));
    one.finishAndReleaseAll();
  }

  @Test
  void drainsAndSuspicionsAreToldInWords() throws Exception {
    EmbeddedChannel one = watch();
    look();
    heard(one);
    view =
        view(node("n1", NodeState.ALIVE, 1, 0, true), node("n2", NodeState.SUSPECT, 1, 0, false));
    look();
    view = view(node("n1", NodeState.ALIVE, 1, 0, false), node("n2", NodeState.ALIVE, 1, 0, false));
    look();
    List<String> told = new ArrayList<>();
    heard(one)
        .forEach(each -> told.addAll(each.data().path("happenings").findValuesAsText("text")));
    assertEquals(
        List.of(
            "n1 drains: 10 rooms to move away",
            "n2 may be dead",
            "n1 takes rooms again",
            "n2 is heard again"),
        told);
    one.finishAndReleaseAll();
  }

  @Test
  void oneWhoDoesNotReadIsSkippedAndHearsASnapshotAgain() throws Exception {
    EmbeddedChannel slow = watch();
    EmbeddedChannel quick = watch();
    look();
    heard(slow);
    heard(quick);
    slow.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    for (int i = 0; i < 50; i++) {
      view = view(alive("n1", 100 + i), alive("n2", 20));
      look();
    }
    assertEquals(List.of(), heard(slow), "nothing waits for it");
    assertTrue(heard(quick).size() >= 50);
    slow.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    look();
    List<Told> told = heard(slow);
    assertEquals(1, told.size());
    assertEquals("snapshot", told.get(0).event());
    assertEquals(149, told.get(0).data().get("nodes").get(0).get("pinned").asInt());
    slow.finishAndReleaseAll();
    quick.finishAndReleaseAll();
  }

  @Test
  void oneWhoReadsNothingForTooLongIsClosed() {
    EmbeddedChannel slow = watch();
    look();
    slow.releaseOutbound();
    slow.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    view = view(alive("n1", 11));
    look();
    nowMs += LiveLimits.UNREAD_MS - LiveLimits.DELTA_MS;
    look();
    assertTrue(slow.isOpen());
    look();
    assertFalse(slow.isOpen());
    slow.finishAndReleaseAll();
  }

  @Test
  void aDeltaHasNoMoreNodesThanItsBoundAndTheOthersFollow() throws Exception {
    view = view(IntStream.range(0, 1_000).mapToObj(i -> alive("n" + i, 1)).toList());
    EmbeddedChannel one = watch();
    look();
    assertEquals(1_000, heard(one).get(0).data().get("nodes").size());
    view = view(IntStream.range(0, 1_000).mapToObj(i -> alive("n" + i, 2)).toList());
    int seen = 0;
    for (int i = 0; i < 4; i++) {
      look();
      for (Told told : heard(one)) {
        int now = told.data().path("nodes").size();
        assertTrue(now <= LiveLimits.NODES_A_DELTA, now + " nodes");
        seen += now;
      }
    }
    assertEquals(1_000, seen);
    one.finishAndReleaseAll();
  }

  @Test
  void newNodesAreToldWholeAndForgottenOnesByTheirSlot() throws Exception {
    EmbeddedChannel one = watch();
    look();
    heard(one);
    view = view(alive("n2", 20), alive("n3", 1));
    look();
    JsonNode told = heard(one).get(0).data();
    assertEquals("[0]", told.get("gone").toString());
    assertEquals("127.0.0.1:7001", told.get("nodes").get(0).get("address").asText());
    one.finishAndReleaseAll();
  }
}
