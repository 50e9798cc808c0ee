package usher.router.admin.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import usher.common.control.NodeId;
import usher.router.admin.AdminAnswer;
import usher.router.admin.AdminRequest;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ClusterView;
import usher.router.cluster.ClusterView.NodeView;
import usher.router.cluster.OrderAnswer;
import usher.router.cluster.node.NodeState;

/** What operators ask of nodes, and do with them. */
record NodeRoutes(Supplier<ClusterView> view, Orders orders) {
  private static final Comparator<NodeView> BY_ID = Comparator.comparing(NodeRoutes::id);

  List<Route> routes() {
    return List.of(
        Route.get("/v1/nodes", this::nodes, Page.LIMIT, Page.AFTER),
        Route.get("/v1/nodes/{node}", this::node),
        Route.post("/v1/nodes/{node}/drain", (request, id) -> drain(id, true)),
        Route.post("/v1/nodes/{node}/undrain", (request, id) -> drain(id, false)),
        Route.post("/v1/nodes/{node}/evict", this::evict));
  }

  private static String id(NodeView node) {
    return node.node().incarnation().node().value();
  }

  private CompletionStage<AdminAnswer> nodes(AdminRequest request, String none) {
    Page page = Page.of(request.query(), Page.MAX);
    ClusterView now = view.get();
    List<NodeView> after = new ArrayList<>();
    for (NodeView node : now.nodes()) {
      if (id(node).compareTo(page.after()) > 0) {
        after.add(node);
      }
    }
    after.sort(BY_ID);
    boolean more = after.size() > page.limit();
    List<NodeView> cut = more ? after.subList(0, page.limit()) : after;
    List<Map<String, @Nullable Object>> nodes = new ArrayList<>(cut.size());
    cut.forEach(node -> nodes.add(Described.node(node, now.atNs())));
    Map<String, @Nullable Object> listed = new LinkedHashMap<>();
    listed.put("rooms", now.rooms());
    listed.put("waiting", now.waiting());
    listed.put("holding", now.holding());
    listed.put("frozen", now.frozen());
    listed.put("nodes", nodes);
    listed.put("next", more ? id(cut.get(cut.size() - 1)) : null);
    return Orders.done(AdminAnswer.json(200, listed));
  }

  private CompletionStage<AdminAnswer> node(AdminRequest request, String id) {
    Orders.node(id);
    ClusterView now = view.get();
    NodeView node = find(now, id);
    return Orders.done(
        node == null ? unknown() : AdminAnswer.json(200, Described.node(node, now.atNs())));
  }

  private static @Nullable NodeView find(ClusterView now, String id) {
    for (NodeView node : now.nodes()) {
      if (id(node).equals(id)) {
        return node;
      }
    }
    return null;
  }

  private static AdminAnswer unknown() {
    return AdminAnswer.error(404, "not-found", "no node of this id has registered");
  }

  private CompletionStage<AdminAnswer> drain(String id, boolean draining) {
    NodeId node = Orders.node(id);
    NodeView known = find(view.get(), id);
    if (known == null) {
      return Orders.done(unknown());
    }
    if (known.state() == NodeState.LOST) {
      return Orders.done(
          AdminAnswer.error(
              404,
              "not-found",
              "node " + id + " is lost: it can drain once it has registered anew"));
    }
    if (!orders.tell(new ClusterEvent.DrainAsked(node, draining))) {
      return Orders.done(Orders.busy());
    }
    return Orders.done(
        AdminAnswer.json(202, new Drained(id, draining))
            .done("node " + id + (draining ? " drains" : " takes rooms again")));
  }

  /** What is told of a drain. */
  record Drained(String node, boolean draining) {}

  private CompletionStage<AdminAnswer> evict(AdminRequest request, String id) {
    NodeId node = Orders.node(id);
    return orders.<OrderAnswer>ask(
        listener -> new ClusterEvent.EvictAsked(node, listener::accept),
        told -> RoomOrders.ordered("node", id, "evict", told, ""));
  }
}
