package usher.router.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Looks at what a router tells of its nodes. Pure. */
final class ClusterCheck {
  /** The most names that a finding lists. */
  private static final int SHOWN = 5;

  /** Lost because someone wanted it: nothing is to be mended. */
  private static final Set<String> LEFT = Set.of("goodbye", "superseded", "evicted");

  private final JsonNode cluster;
  private final List<JsonNode> nodes;

  /**
   * @param cluster the answer of {@code GET /v1/cluster}
   * @param nodes those of {@code GET /v1/nodes}
   */
  ClusterCheck(JsonNode cluster, List<JsonNode> nodes) {
    this.cluster = cluster;
    this.nodes = nodes;
  }

  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    all.add(taking());
    List<String> bad = new ArrayList<>();
    List<String> dead = new ArrayList<>();
    List<String> draining = new ArrayList<>();
    TreeSet<String> versions = new TreeSet<>();
    for (JsonNode node : nodes) {
      String state = node.path("state").asText();
      String name = node.path("node").asText();
      boolean failing = node.path("health").asText().equals("failing");
      boolean gone = state.equals("lost");
      if (gone && LEFT.contains(node.path("lost").asText())) {
        continue;
      }
      if (gone) {
        dead.add(name + " (" + NodesCommand.state(node) + ")");
      } else if (state.equals("suspect") || failing) {
        bad.add(name + " (" + (failing ? NodesCommand.takesRooms(node) : state) + ")");
      } else {
        versions.add(node.path("version").asText());
      }
      if (node.path("draining").asBoolean()) {
        draining.add(name);
      }
    }
    if (!bad.isEmpty()) {
      all.add(
          Finding.bad(
              "nodes", some(bad), "see their logs; 'usher evict NODE' gives one up that is dead"));
    }
    if (!dead.isEmpty()) {
      all.add(
          Finding.bad(
              "lost nodes",
              some(dead),
              "see their logs, and start them again; the router forgets them after a minute"));
    }
    if (!draining.isEmpty()) {
      all.add(Finding.warn("drains", some(draining), "'usher undrain NODE' takes a drain back"));
    }
    if (versions.size() > 1) {
      all.add(
          Finding.warn(
              "versions", "nodes run " + String.join(", ", versions), "finish the upgrade"));
    }
    if (cluster.path("evictionsFrozen").asBoolean()) {
      all.add(
          Finding.bad(
              "evictions",
              "frozen: more than half of the nodes are silent",
              "see the network between the router and its nodes; 'usher evict NODE' gives one up"));
    }
    return all;
  }

  private Finding taking() {
    long taking = nodes.stream().filter(node -> node.path("skipped").isNull()).count();
    if (cluster.path("holding").asBoolean()) {
      return Finding.warn(
          "rooms",
          "the router has just started, and learns which rooms live where",
          "ask again when its lease (--lease) has passed");
    }
    return taking == 0
        ? Finding.bad(
            "rooms",
            "no node takes rooms: players get 503",
            "start a node: scripts/game-node --router HOST:PORT")
        : Finding.ok("rooms", taking + " of " + nodes.size() + " nodes take rooms");
  }

  private static String some(List<String> names) {
    return names.size() <= SHOWN
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
  }
}
