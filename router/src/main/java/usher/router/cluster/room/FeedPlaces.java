package usher.router.cluster.room;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import usher.common.player.CloseReason;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.ClusterEffect;
import usher.router.cluster.ClusterEvent.FeedsAsked;
import usher.router.cluster.FeedNodes;
import usher.router.cluster.node.NodeRow;
import usher.router.cluster.node.NodeTable;
import usher.router.cluster.node.Turn;
import usher.router.pin.NodeRef;
import usher.router.placement.PlacementPolicy;

/**
 * Chooses nodes for seats at feeds: each goes to the node with links that is loaded least, and
 * counts there from that moment on. No room, no pin, no epoch: any node will do.
 */
public final class FeedPlaces {
  private static final long RETRY_MS = 1_000;

  private final ClusterConfig config;
  private final NodeTable nodes;
  private final PlacementPolicy policy;

  /** Bounded by the nodes. */
  private final Set<NodeRef> draining = new HashSet<>();

  public FeedPlaces(ClusterConfig config, NodeTable nodes, PlacementPolicy policy) {
    this.config = config;
    this.nodes = nodes;
    this.policy = policy;
  }

  /** Time passed: tells which nodes are to be left by those at their feeds, as that changes. */
  public void tick(Turn turn) {
    for (NodeRow row : nodes.live()) {
      if (row.isLinked() && row.isDraining() != draining.contains(row.ref())) {
        if (row.isDraining()) {
          draining.add(row.ref());
        } else {
          draining.remove(row.ref());
        }
        turn.add(new ClusterEffect.NodeDraining(row.ref(), row.isDraining()));
      }
    }
    if (!draining.isEmpty()) {
      draining.removeIf(this::isGone);
    }
  }

  private boolean isGone(NodeRef node) {
    NodeRow row = nodes.get(node.incarnation());
    return row == null || row.isLost();
  }

  /** Chooses a node for each seat, other than those to avoid wherever there is another. */
  public FeedNodes choose(Turn turn, FeedsAsked asked) {
    List<NodeRow> linked = new ArrayList<>();
    List<NodeRow> first = new ArrayList<>();
    boolean coming = false;
    for (NodeRow row : nodes.live()) {
      if (row.isLinked()) {
        linked.add(row);
        coming |= row.isProvingAddress() || row.awaitsWelcome();
        if (!asked.avoid().contains(row.ref())) {
          first.add(row);
        }
      }
    }
    List<NodeRef> chosen = new ArrayList<>(asked.seats());
    for (int i = 0; i < asked.seats(); i++) {
      NodeRow best = policy.choose(first, turn.nowNs());
      if (best == null && first.size() < linked.size()) {
        best = policy.choose(linked, turn.nowNs());
      }
      if (best == null) {
        break;
      }
      policy.took(best);
      best.load().seat();
      chosen.add(best.ref());
    }
    return new FeedNodes(
        chosen,
        chosen.size() == asked.seats() ? null : why(linked),
        coming,
        Math.min(RETRY_MS, config.leaseMs()));
  }

  private CloseReason why(List<NodeRow> linked) {
    return linked.isEmpty() && !nodes.live().isEmpty() ? CloseReason.NO_FEEDS : CloseReason.NO_NODE;
  }
}
