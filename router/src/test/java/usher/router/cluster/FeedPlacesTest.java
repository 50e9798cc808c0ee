package usher.router.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import usher.common.control.Capacity;
import usher.common.control.Health;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.control.Upstream;
import usher.common.player.CloseReason;
import usher.router.pin.NodeRef;

/** Which nodes seats at feeds get. */
class FeedPlacesTest {
  private static FeedNodes ask(Stage stage, int seats, NodeRef... avoid) {
    FeedNodes[] answer = new FeedNodes[1];
    stage.tell(new ClusterEvent.FeedsAsked(seats, List.of(avoid), told -> answer[0] = told));
    for (ClusterEffect effect : stage.effects) {
      if (effect instanceof ClusterEffect.AnswerFeeds feeds) {
        feeds.listener().onFeedNodes(feeds.nodes());
      }
    }
    stage.sound();
    return answer[0];
  }

  private static Map<String, Integer> spread(FeedNodes answer) {
    Map<String, Integer> spread = new HashMap<>();
    answer
        .nodes()
        .forEach(node -> spread.merge(node.incarnation().node().value(), 1, Integer::sum));
    return spread;
  }

  private static NodeRef node(Stage stage, String id) {
    return stage.node(id).node();
  }

  private static Stage two() {
    Stage stage = Stage.open();
    stage.joinLinked(1, "n1", "a");
    stage.joinLinked(2, "n2", "a");
    stage.pass(100);
    stage.effects.clear();
    return stage;
  }

  @Test
  void fiveThousandSeatsBetweenTwoHeartbeatsSpreadEvenly() {
    Stage stage = two();
    Map<String, Integer> spread = new HashMap<>();
    for (int i = 0; i < 10; i++) {
      FeedNodes answer = ask(stage, 500);
      assertNull(answer.reason());
      spread(answer).forEach((node, seats) -> spread.merge(node, seats, Integer::sum));
      stage.effects.clear();
    }
    assertEquals(Map.of("n1", 2_500, "n2", 2_500), spread);
  }

  @Test
  void seatsThatOneHeartbeatDoesNotCountYetAreNotForgotten() {
    Stage stage = two();
    stage.heartbeat(1, Health.READY, 0, 1_000, 0);
    assertEquals(Map.of("n2", 500), spread(ask(stage, 500)));
    stage.effects.clear();
    stage.heartbeat(2, Health.READY, 0, 0, 0);
    assertEquals(Map.of("n2", 400), spread(ask(stage, 400)));
    stage.effects.clear();
    stage.heartbeat(2, Health.READY, 0, 900, 0);
    stage.heartbeat(2, Health.READY, 0, 900, 0);
    assertEquals(900, stage.node("n2").seats());
  }

  @Test
  void nodeToAvoidIsNamedOnlyWhenThereIsNoOther() {
    Stage stage = two();
    NodeRef first = node(stage, "n1");
    assertEquals(Map.of("n2", 10), spread(ask(stage, 10, first)));
    stage.effects.clear();
    assertEquals(20, ask(stage, 20, first, node(stage, "n2")).nodes().size());
  }

  @Test
  void drainingFailingAndFullNodesGetNone() {
    Stage stage = two();
    stage.tell(new ClusterEvent.DrainAsked(new NodeId("n1"), true));
    assertEquals(Map.of("n2", 5), spread(ask(stage, 5)));
    stage.effects.clear();
    stage.heartbeat(2, Health.FAILING, 0, 0, 0);
    FeedNodes none = ask(stage, 5);
    assertEquals(List.of(), none.nodes());
    assertEquals(CloseReason.NO_NODE, none.reason());
    assertEquals(1_000, none.retryAfterMs());
    assertFalse(none.coming());
  }

  @Test
  void asManyAsFitAreNamedAndTheRestIsTold() {
    Stage stage = Stage.open();
    NodeMessage.Register plain = Stage.linked("n1", "a");
    stage.say(
        1,
        new NodeMessage.Register(
            plain.incarnation(),
            plain.version(),
            plain.address(),
            Upstream.LINK,
            new Capacity(10, 30),
            plain.labels(),
            true,
            true,
            plain.rooms()));
    stage.beats(1);
    stage.pass(100);
    FeedNodes answer = ask(stage, 50);
    assertEquals(30, answer.nodes().size());
    assertEquals(CloseReason.NO_NODE, answer.reason());
  }

  @Test
  void whereAllNodesAreOnTunnelsThatIsSaid() {
    Stage stage = Stage.open();
    stage.join(1, "n1");
    stage.pass(100);
    assertEquals(CloseReason.NO_FEEDS, ask(stage, 1).reason());
    assertEquals(CloseReason.NO_NODE, ask(Stage.open(), 1).reason());
  }

  @Test
  void nodeThatHasJustRegisteredIsOnItsWay() {
    Stage stage = Stage.open();
    // Its address is being tried, and has not answered.
    stage.cluster.handle(
        new ClusterEvent.NodeSaid(1, Stage.linked("n1", "a")), stage.nowNs, stage.wallMs);
    FeedNodes answer = ask(stage, 1);
    assertEquals(List.of(), answer.nodes());
    assertTrue(answer.coming());
  }

  @Test
  void drainIsToldOnceAndSoIsItsEnd() {
    Stage stage = two();
    NodeRef first = node(stage, "n1");
    stage.tell(new ClusterEvent.DrainAsked(new NodeId("n1"), true));
    stage.pass(100);
    assertEquals(List.of(new ClusterEffect.NodeDraining(first, true)), draining(stage));
    stage.effects.clear();
    stage.tell(new ClusterEvent.DrainAsked(new NodeId("n1"), false));
    stage.pass(100);
    assertEquals(List.of(new ClusterEffect.NodeDraining(first, false)), draining(stage));
  }

  private static List<ClusterEffect> draining(Stage stage) {
    return stage.effects.stream().filter(ClusterEffect.NodeDraining.class::isInstance).toList();
  }
}
