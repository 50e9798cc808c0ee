package usher.router.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import usher.common.control.Health;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.Upstream;
import usher.common.net.HostPort;
import usher.router.cluster.ClusterView;
import usher.router.cluster.ClusterView.NodeView;
import usher.router.cluster.ClusterView.ScoreParts;
import usher.router.cluster.count.Counts;
import usher.router.cluster.node.NodeState;
import usher.router.pin.NodeRef;

/** Views of clusters that are made up. */
final class Views {
  private static final Counts NOTHING =
      new Counts(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

  private Views() {}

  static NodeRef ref(String id, String boot) {
    return new NodeRef(
        new Incarnation(new NodeId(id), boot), new HostPort("127.0.0.1", 7001), Upstream.LINK);
  }

  static NodeView node(String id, NodeState state, long rooms, double cpu, boolean draining) {
    @Nullable String skipped = draining ? "draining" : null;
    return new NodeView(
        ref(id, "a"),
        "1.0",
        Map.of(),
        state,
        Health.READY,
        null,
        null,
        draining,
        skipped,
        rooms / 1_000.0,
        new ScoreParts(cpu, 0, null),
        rooms,
        1_000,
        rooms * 4,
        20_000,
        0,
        (int) rooms,
        900);
  }

  static NodeView alive(String id, long rooms) {
    return node(id, NodeState.ALIVE, rooms, 0.1, false);
  }

  static ClusterView view(NodeView... nodes) {
    return view(List.of(nodes));
  }

  static ClusterView view(List<NodeView> nodes) {
    int rooms = nodes.stream().mapToInt(NodeView::pinned).sum();
    return new ClusterView(1_000_000_900L, false, false, new ArrayList<>(nodes), rooms, 0, NOTHING);
  }
}
