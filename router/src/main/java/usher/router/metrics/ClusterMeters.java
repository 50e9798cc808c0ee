package usher.router.metrics;

import java.util.EnumSet;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import usher.common.control.ControlRefusal;
import usher.common.player.CloseReason;
import usher.router.cluster.ClusterView;
import usher.router.cluster.count.Counter;
import usher.router.cluster.count.LostReason;
import usher.router.cluster.count.MoveOutcome;
import usher.router.cluster.count.PlacementReason;
import usher.router.cluster.node.NodeState;
import usher.router.pin.ClaimOutcome;

/** The cluster's counts as meters: each word of an enum is a value of the tag {@code reason}. */
public final class ClusterMeters {
  private ClusterMeters() {}

  /**
   * Binds them all; on the main thread, once.
   *
   * @param view the newest view of the cluster
   */
  public static void bind(RouterMetrics metrics, Supplier<ClusterView> view) {
    for (NodeState state : NodeState.values()) {
      metrics.gauge(
          "usher.nodes",
          "Nodes by their state",
          state.name().toLowerCase(Locale.ROOT),
          view,
          from -> nodes(from.get(), state));
    }
    metrics.gauge(
        "usher.heartbeat.age.seconds",
        "How long the node that was silent longest has been silent, of those that are not lost",
        view,
        of(ClusterMeters::oldestHeartbeat));
    metrics.gauge("usher.rooms.pinned", "Rooms pinned to a node", view, of(ClusterView::rooms));
    metrics.gauge(
        "usher.locates.waiting", "Requests that wait for a room", view, of(ClusterView::waiting));
    metrics.gauge(
        "usher.router.holding",
        "1 while the router has just started and places no unknown room",
        view,
        of(now -> now.holding() ? 1 : 0));
    metrics.gauge(
        "usher.evictions.frozen",
        "1 while nodes that fall silent are kept, since most fell silent at once",
        view,
        of(now -> now.frozen() ? 1 : 0));
    counters(metrics, view);
  }

  private static void counters(RouterMetrics metrics, Supplier<ClusterView> view) {
    metrics.counter(
        "usher.cluster.own.pause.seconds",
        "Length of all pauses of the router's own",
        view,
        of(now -> now.counts().of(Counter.OWN_PAUSE_MS) / 1e3));
    for (Counter counter : EnumSet.complementOf(EnumSet.of(Counter.OWN_PAUSE_MS))) {
      metrics.counter(
          "usher.cluster." + counter.name().toLowerCase(Locale.ROOT).replace('_', '.'),
          counter.description(),
          view,
          of(now -> now.counts().of(counter)));
    }
    for (PlacementReason reason : PlacementReason.values()) {
      metrics.counter(
          "usher.placements",
          "Rooms named to a node",
          reason.word(),
          view,
          of(now -> now.counts().of(reason)));
    }
    for (LostReason reason : LostReason.values()) {
      metrics.counter(
          "usher.nodes.lost",
          "Nodes given up",
          reason.word(),
          view,
          of(now -> now.counts().of(reason)));
    }
    for (ControlRefusal refusal : ControlRefusal.values()) {
      metrics.counter(
          "usher.cluster.refusals",
          "Messages of nodes that the cluster refused",
          refusal.word(),
          view,
          of(now -> now.counts().of(refusal)));
    }
    for (ClaimOutcome outcome : ClaimOutcome.values()) {
      metrics.counter(
          "usher.claims",
          "Claims of rooms in the journal",
          outcome.word(),
          view,
          of(now -> now.counts().of(outcome)));
    }
    for (MoveOutcome outcome : MoveOutcome.values()) {
      metrics.counter(
          "usher.moves",
          "Moves of rooms from node to node",
          outcome.word(),
          view,
          of(now -> now.counts().of(outcome)));
    }
    for (CloseReason reason : CloseReason.values()) {
      metrics.counter(
          "usher.locates.nowhere",
          "Requests that got no node",
          reason.word(),
          view,
          of(now -> now.counts().of(reason)));
    }
  }

  private static ToDoubleFunction<Supplier<ClusterView>> of(ToDoubleFunction<ClusterView> value) {
    return view -> value.applyAsDouble(view.get());
  }

  private static double oldestHeartbeat(ClusterView view) {
    long oldest = System.nanoTime();
    long now = oldest;
    for (ClusterView.NodeView node : view.nodes()) {
      if (node.state() != NodeState.LOST && node.heardNs() - oldest < 0) {
        oldest = node.heardNs();
      }
    }
    return (now - oldest) / 1e9;
  }

  private static double nodes(ClusterView view, NodeState state) {
    return view.nodes().stream().filter(node -> node.state() == state).count();
  }
}
