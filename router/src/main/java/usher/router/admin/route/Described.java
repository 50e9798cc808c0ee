package usher.router.admin.route;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import usher.router.cluster.ClusterView.NodeView;

/** What operators read of a node, as a map that becomes JSON in this order. */
final class Described {
  private Described() {}

  static Map<String, @Nullable Object> node(NodeView node, long nowNs) {
    Map<String, @Nullable Object> described = new LinkedHashMap<>();
    described.put("node", node.node().incarnation().node().value());
    described.put("incarnation", node.node().incarnation().boot());
    described.put("address", node.node().address().toString());
    described.put("upstream", lower(node.node().upstream()));
    described.put("version", node.version());
    described.put("labels", node.labels());
    described.put("state", lower(node.state()));
    described.put("lost", node.lost());
    described.put("health", lower(node.health()));
    described.put("healthReason", node.healthReason());
    described.put("draining", node.draining());
    described.put("skipped", node.skipped());
    described.put("score", node.score());
    described.put("parts", node.parts());
    described.put("rooms", node.rooms());
    described.put("roomCapacity", node.roomCapacity());
    described.put("seats", node.seats());
    described.put("seatCapacity", node.seatCapacity());
    described.put("pending", node.pending());
    described.put("pins", node.pinned());
    described.put("heartbeatAgeMs", Math.max(0, nowNs - node.heardNs()) / 1_000_000);
    return described;
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
