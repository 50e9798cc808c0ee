package usher.router.admin.route;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import usher.router.admin.AdminAnswer;
import usher.router.admin.AdminRequest;
import usher.router.cluster.ClusterView;
import usher.router.cluster.ClusterView.NodeView;
import usher.router.cluster.node.NodeState;

/** {@code GET /v1/cluster}: all of it in a few figures. It costs a walk over the nodes. */
record ClusterRoute(Supplier<ClusterView> view, Supplier<RouterFacts> facts, RouterState state) {
  private static final long NS_PER_S = 1_000_000_000;

  List<Route> routes() {
    return List.of(Route.get("/v1/cluster", this::cluster));
  }

  /**
   * What is told, in this order.
   *
   * @param seats on all nodes, by their own count
   * @param players connections to this router
   * @param waiting requests that wait for a room
   * @param holding whether the router has just started and places no unknown room
   */
  record Summary(
      String router,
      String version,
      long uptimeSeconds,
      int nodes,
      Map<String, Integer> nodesByState,
      int draining,
      int rooms,
      long seats,
      long players,
      int waiting,
      boolean holding,
      boolean evictionsFrozen,
      Journal journal) {
    /**
     * Where rooms are kept.
     *
     * @param mode {@code embedded}, {@code none}, or the address of a Redis
     */
    record Journal(String mode, boolean connected, int waiting, long restarts) {}
  }

  private CompletionStage<AdminAnswer> cluster(AdminRequest request, String none) {
    ClusterView now = view.get();
    Map<String, Integer> byState = new TreeMap<>();
    for (NodeState each : NodeState.values()) {
      byState.put(each.name().toLowerCase(Locale.ROOT), 0);
    }
    long seats = 0;
    int draining = 0;
    for (NodeView node : now.nodes()) {
      byState.merge(node.state().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
      if (node.state() != NodeState.LOST) {
        seats += node.seats();
        draining += node.draining() ? 1 : 0;
      }
    }
    RouterFacts known = facts.get();
    RouterState.JournalState journal = state.journal();
    return Orders.done(
        AdminAnswer.json(
            200,
            new Summary(
                known.router(),
                known.version(),
                (System.nanoTime() - known.startedNs()) / NS_PER_S,
                now.nodes().size(),
                byState,
                draining,
                now.rooms(),
                seats,
                state.players(),
                now.waiting(),
                now.holding(),
                now.frozen(),
                new Summary.Journal(
                    known.journal(), journal.connected(), journal.waiting(), journal.restarts()))));
  }
}
