package usher.router.live;

import java.util.Map;
import usher.common.control.Health;
import usher.common.control.Incarnation;
import usher.router.cluster.ClusterView;
import usher.router.cluster.ClusterView.NodeView;
import usher.router.cluster.node.NodeState;
import usher.router.live.happening.Happening.Kind;
import usher.router.live.happening.Happenings;

/** Says in words what became of nodes, and of the router's trust in itself. On the loop. */
final class NodeStory implements NodeBoard.Listener {
  private final Happenings happenings;
  private Map<Incarnation, String> losses = Map.of();
  private boolean holding;
  private boolean frozen;
  private long atMs;

  NodeStory(Happenings happenings) {
    this.happenings = happenings;
  }

  /**
   * The next look begins.
   *
   * @param lost why nodes were lost since the last
   */
  void begin(ClusterView now, Map<Incarnation, String> lost, long nowMs) {
    losses = lost;
    atMs = nowMs;
    if (now.holding() != holding) {
      router(
          now.holding()
              ? "the router has just started: it learns which rooms live where"
              : "the router knows which rooms live where, and places rooms");
    }
    if (now.frozen() != frozen) {
      router(
          now.frozen()
              ? "most nodes fell silent at once: none is given up for silence"
              : "enough nodes are heard again: evictions go on");
    }
    holding = now.holding();
    frozen = now.frozen();
  }

  private void router(String text) {
    happenings.add(atMs, Kind.ROUTER, "", text);
  }

  @Override
  public void came(NodeView now) {
    tell(Kind.JOINED, now, "registered from " + now.node().address());
    if (now.state() == NodeState.LOST) {
      lost(now, now.pinned());
    }
  }

  @Override
  public void changed(NodeView before, NodeView now) {
    if (before.state() != now.state()) {
      if (now.state() == NodeState.LOST) {
        // What it had, and not what is left of that by now.
        lost(now, before.pinned());
      } else if (now.state() == NodeState.SUSPECT) {
        tell(Kind.SUSPECT, now, "may be dead");
      } else if (now.state() == NodeState.ALIVE) {
        tell(Kind.ALIVE, now, before.state() == NodeState.SUSPECT ? "is heard again" : "is there");
      } else {
        tell(Kind.JOINED, now, "registered again");
      }
    }
    if (isDraining(before) != isDraining(now)) {
      boolean drains = isDraining(now);
      tell(
          drains ? Kind.DRAINING : Kind.UNDRAINED,
          now,
          drains ? "drains: " + rooms(before.pinned()) + " to move away" : "takes rooms again");
    }
    if (before.health() != now.health() && now.health() == Health.FAILING) {
      String reason = now.healthReason();
      tell(Kind.FAILING, now, "fails: " + (reason == null ? "it gave no reason" : reason));
    }
  }

  private void lost(NodeView now, int rooms) {
    String why = losses.get(now.node().incarnation());
    tell(
        Kind.LOST,
        now,
        "is lost" + (why == null ? "" : " (" + why + ")") + ": it had " + rooms(rooms));
  }

  private static boolean isDraining(NodeView node) {
    return node.draining() || node.health() == Health.DRAINING;
  }

  private static String rooms(int count) {
    return count == 1 ? "1 room" : count + " rooms";
  }

  private void tell(Kind kind, NodeView node, String text) {
    String id = node.node().incarnation().node().value();
    happenings.add(atMs, kind, id, id + " " + text);
  }
}
