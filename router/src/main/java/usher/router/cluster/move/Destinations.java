package usher.router.cluster.move;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.node.NodeRow;
import usher.router.cluster.node.NodeTable;
import usher.router.cluster.node.Turn;
import usher.router.placement.PlacementPolicy;

/** Which nodes hand rooms over, and which take them. */
final class Destinations {
  private final ClusterConfig config;
  private final NodeTable nodes;
  private final PlacementPolicy policy;

  /** The list of the last choice, kept so that a drain of many rooms makes no garbage. */
  private final List<NodeRow> others = new ArrayList<>();

  Destinations(ClusterConfig config, NodeTable nodes, PlacementPolicy policy) {
    this.config = config;
    this.nodes = nodes;
    this.policy = policy;
  }

  /** Whether the node's rooms are in the journal, so that another can open them from there. */
  boolean isJournaled(NodeRow node) {
    return config.hasJournal() && node.journals();
  }

  /** Whether the node can hand rooms over and take them. */
  boolean movesRooms(NodeRow node) {
    return node.reportsRooms() && (isJournaled(node) || (!config.hasJournal() && node.isLinked()));
  }

  /** Whether a room of one node can go on at another. */
  boolean takes(NodeRow from, NodeRow to, Turn turn) {
    return from != to && movesRooms(to) && policy.skip(to, turn.nowNs()) == null;
  }

  /** The best other node; null where none takes a room. */
  @Nullable NodeRow best(NodeRow from, Turn turn) {
    others.clear();
    for (NodeRow node : nodes.live()) {
      if (node != from && movesRooms(node)) {
        others.add(node);
      }
    }
    return policy.chooseForMoved(others, turn.nowNs());
  }
}
