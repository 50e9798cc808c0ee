package usher.router.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import usher.common.room.RoomId;
import usher.router.cluster.node.NodeRow;
import usher.router.cluster.node.NodeTable;
import usher.router.pin.Pin;
import usher.router.pin.PinTable;
import usher.router.placement.PlacementPolicy;
import usher.router.placement.Skip;

/** Says in words why a room is where it is, or where it would go. */
final class Explainer {
  private final NodeTable nodes;
  private final PinTable pins;
  private final PlacementPolicy policy;

  Explainer(NodeTable nodes, PinTable pins, PlacementPolicy policy) {
    this.nodes = nodes;
    this.pins = pins;
    this.policy = policy;
  }

  Explanation explain(RoomId room, long nowNs, boolean holding) {
    List<Explanation.Candidate> candidates = new ArrayList<>();
    for (NodeRow node : nodes.all()) {
      Skip skip = policy.skip(node, nowNs);
      candidates.add(
          new Explanation.Candidate(
              node.id(), node.load().score(), skip == null ? null : skip.word()));
    }
    candidates.sort(
        Comparator.comparing((Explanation.Candidate c) -> c.skipped() != null)
            .thenComparingDouble(Explanation.Candidate::score));
    Pin pin = pins.get(room);
    if (pin == null || pin.isRetired()) {
      return new Explanation(room, null, unpinned(candidates, pin != null, holding), candidates);
    }
    NodeRow node = nodes.get(pin.node().incarnation());
    String why =
        "it is pinned to "
            + pin.node()
            + " at epoch "
            + pin.epoch()
            + ", and stays there while the room lives; the node is "
            + (node == null ? "unknown" : node.state().name().toLowerCase(Locale.ROOT));
    return new Explanation(room, pin, why, candidates);
  }

  private static String unpinned(
      List<Explanation.Candidate> candidates, boolean lost, boolean holding) {
    String past = lost ? "its node is lost; " : "it has no pin; ";
    if (holding) {
      return past + "this router has just started, and waits for nodes to say what they hold";
    }
    if (candidates.isEmpty()) {
      return past + "no node has registered";
    }
    Explanation.Candidate best = candidates.get(0);
    return best.skipped() != null
        ? past + "no node takes a room"
        : past
            + "it would go to "
            + best.node()
            + String.format(Locale.ROOT, ", whose score of %.4f is the lowest", best.score());
  }
}
