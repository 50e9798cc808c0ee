package usher.router.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static usher.router.live.Views.alive;
import static usher.router.live.Views.node;
import static usher.router.live.Views.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import usher.router.cluster.ClusterView;
import usher.router.cluster.ClusterView.NodeView;
import usher.router.cluster.node.NodeState;

class NodeBoardTest {
  private final List<String> told = new ArrayList<>();
  private final NodeBoard board = new NodeBoard();

  private void look(ClusterView view) {
    board.update(
        view,
        new NodeBoard.Listener() {
          @Override
          public void came(NodeView now) {
            told.add("came " + now.node());
          }

          @Override
          public void changed(NodeView before, NodeView now) {
            told.add("changed " + now.node());
          }
        });
  }

  private List<String> changed(int max) {
    return board.takeChanged(max).stream().map(slot -> slot.incarnation.node().value()).toList();
  }

  @Test
  void whatNobodyWouldSeeChangesNothing() {
    look(view(node("n1", NodeState.ALIVE, 7, 0.100, false)));
    assertEquals(List.of("n1"), changed(9));
    look(view(node("n1", NodeState.ALIVE, 7, 0.1004, false)));
    assertEquals(List.of(), changed(9));
    look(view(node("n1", NodeState.ALIVE, 7, 0.12, false)));
    assertEquals(List.of("n1"), changed(9));
    assertEquals(List.of("came n1#a"), told);
  }

  @Test
  void theStateOfANodeIsToldBeforeTheFiguresOfOthers() {
    look(view(alive("n1", 1), alive("n2", 1), alive("n3", 1)));
    changed(9);
    look(view(alive("n1", 2), alive("n2", 2), node("n3", NodeState.LOST, 1, 0.1, false)));
    assertEquals(List.of("n3", "n1"), changed(2));
    assertEquals(List.of("n2"), changed(2));
    assertEquals(List.of(), changed(2));
    assertTrue(told.contains("changed n3#a"));
  }

  @Test
  void aThousandNodesThatChangeAllTheTimeAreAllToldInTurn() {
    for (int round = 0; round < 4; round++) {
      int rooms = round;
      look(view(IntStream.range(0, 1_000).mapToObj(i -> alive("n" + i, rooms)).toList()));
      assertEquals(LiveLimits.NODES_A_DELTA, board.takeChanged(LiveLimits.NODES_A_DELTA).size());
    }
    look(view(IntStream.range(0, 1_000).mapToObj(i -> alive("n" + i, 3)).toList()));
    assertEquals(IntStream.range(0, 750).boxed().toList().size(), board.takeChanged(5_000).size());
  }

  @Test
  void theSlotOfANodeThatIsForgottenIsFreeAgain() {
    look(view(alive("n1", 1), alive("n2", 1)));
    look(view(alive("n2", 1)));
    assertEquals(List.of(0), board.takeGone());
    look(view(alive("n2", 1), alive("n3", 1)));
    assertEquals(List.of(0, 1), board.all().stream().map(slot -> slot.number).sorted().toList());
    assertEquals(List.of(), board.takeGone());
    assertEquals(2, board.width());
  }

  @Test
  void theAgeOfAHeartbeatCountsWhileTheNodeLives() {
    look(view(alive("n1", 1), node("n2", NodeState.LOST, 0, 0, false)));
    assertArrayEquals(new long[] {1_000, -1}, board.ages(1_000_000_900L));
  }
}
