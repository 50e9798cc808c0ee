package usher.router.admin.route;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import usher.router.admin.AdminAnswer;
import usher.router.admin.AdminRequest;
import usher.router.cluster.ClusterView;

/** What programs look at: whether the router lives, whether it is of use, and how it fares. */
record ProbeRoutes(Supplier<ClusterView> view, Supplier<String> metrics) {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  List<Route> routes() {
    return List.of(
        Route.get("/healthz", (request, none) -> Orders.done(text(200, "ok"))),
        Route.get("/readyz", this::ready),
        Route.get(
            "/metrics",
            (request, none) -> Orders.done(AdminAnswer.text(200, PROMETHEUS_TEXT, metrics.get()))));
  }

  private CompletionStage<AdminAnswer> ready(AdminRequest request, String none) {
    ClusterView now = view.get();
    boolean takesRooms = now.nodes().stream().anyMatch(node -> node.skipped() == null);
    return Orders.done(
        now.holding()
            ? text(503, "not ready: learning which rooms live where")
            : takesRooms ? text(200, "ready") : text(503, "not ready: no node takes rooms"));
  }

  private static AdminAnswer text(int status, String line) {
    return AdminAnswer.text(status, "text/plain", line + "\n");
  }
}
