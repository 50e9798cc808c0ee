package usher.router.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import usher.router.cluster.ClusterView;
import usher.router.cluster.ClusterView.NodeView;
import usher.router.cluster.Explanation;
import usher.router.pin.Pin;

/** What operators read of the cluster, as maps that become JSON in this order. */
final class Described {
  private Described() {}

  static Map<String, @Nullable Object> cluster(ClusterView view) {
    List<Map<String, @Nullable Object>> nodes = new ArrayList<>();
    for (NodeView node : view.nodes()) {
      nodes.add(node(node, view.atNs()));
    }
    Map<String, @Nullable Object> cluster = new LinkedHashMap<>();
    cluster.put("rooms", view.rooms());
    cluster.put("waiting", view.waiting());
    cluster.put("holding", view.holding());
    cluster.put("frozen", view.frozen());
    cluster.put("nodes", nodes);
    return cluster;
  }

  private static Map<String, @Nullable Object> node(NodeView node, long nowNs) {
    Map<String, @Nullable Object> described = new LinkedHashMap<>();
    described.put("node", node.node().incarnation().node().value());
    described.put("incarnation", node.node().incarnation().boot());
    described.put("address", node.node().address().toString());
    described.put("upstream", lower(node.node().upstream()));
    described.put("version", node.version());
    described.put("labels", node.labels());
    described.put("state", lower(node.state()));
    described.put("health", lower(node.health()));
    described.put("healthReason", node.healthReason());
    described.put("draining", node.draining());
    described.put("skipped", node.skipped());
    described.put("score", node.score());
    described.put("rooms", node.rooms());
    described.put("roomCapacity", node.roomCapacity());
    described.put("seats", node.seats());
    described.put("seatCapacity", node.seatCapacity());
    described.put("pending", node.pending());
    described.put("pins", node.pinned());
    described.put("heartbeatAgeMs", Math.max(0, nowNs - node.heardNs()) / 1_000_000);
    return described;
  }

  static Map<String, @Nullable Object> pin(Pin pin) {
    Map<String, @Nullable Object> described = new LinkedHashMap<>();
    described.put("room", pin.room().value());
    described.put("node", pin.node().incarnation().node().value());
    described.put("incarnation", pin.node().incarnation().boot());
    described.put("epoch", pin.epoch());
    described.put("connections", pin.entered());
    return described;
  }

  static Map<String, @Nullable Object> explanation(Explanation explanation) {
    List<Map<String, @Nullable Object>> candidates = new ArrayList<>();
    for (Explanation.Candidate candidate : explanation.candidates()) {
      Map<String, @Nullable Object> described = new LinkedHashMap<>();
      described.put("node", candidate.node().value());
      described.put("score", candidate.score());
      described.put("skipped", candidate.skipped());
      candidates.add(described);
    }
    Pin pin = explanation.pin();
    Map<String, @Nullable Object> described = new LinkedHashMap<>();
    described.put("room", explanation.room().value());
    described.put("pin", pin == null ? null : pin(pin));
    described.put("why", explanation.why());
    described.put("candidates", candidates);
    return described;
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
