package usher.router.admin;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import usher.common.control.NodeId;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ClusterInbox;
import usher.router.cluster.ClusterView;
import usher.router.cluster.MoveAnswer;
import usher.router.pin.Pin;
import usher.router.pin.PinView;

/** What the admin port knows and can do: it reads views, and asks the cluster by events. */
public final class AdminRoutesOfCluster implements AdminRoutes {
  private static final long ANSWER_DEADLINE_MS = 2_000;
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<ClusterView> view;
  private final PinView pins;
  private final ClusterInbox inbox;
  private final Supplier<String> metrics;
  private final FeedRoute feeds;

  /**
   * @param view the newest view of the cluster
   * @param metrics every metric in Prometheus's text format
   * @param feeds publishes messages; null where feeds stay within one node
   */
  public AdminRoutesOfCluster(
      Supplier<ClusterView> view,
      PinView pins,
      ClusterInbox inbox,
      Supplier<String> metrics,
      @Nullable FeedPublishing feeds) {
    this.view = view;
    this.pins = pins;
    this.inbox = inbox;
    this.metrics = metrics;
    this.feeds = new FeedRoute(feeds);
  }

  @Override
  public CompletionStage<AdminAnswer> answer(AdminRequest request) {
    List<String> path = request.path();
    String first = path.isEmpty() ? "" : path.get(0);
    if (path.size() == 1 && request.reads()) {
      return switch (first) {
        case "healthz" -> done(AdminAnswer.text(200, "text/plain", "ok\n"));
        case "readyz" -> done(ready());
        case "metrics" -> done(AdminAnswer.text(200, PROMETHEUS_TEXT, metrics.get()));
        default -> none();
      };
    }
    return first.equals("v1") && path.size() > 1
        ? v1(request, path.subList(1, path.size()))
        : none();
  }

  private CompletionStage<AdminAnswer> v1(AdminRequest request, List<String> path) {
    boolean nodes = path.get(0).equals("nodes");
    boolean rooms = path.get(0).equals("rooms");
    if (request.reads()) {
      if (nodes && path.size() == 1) {
        return done(AdminAnswer.json(200, Described.cluster(view.get())));
      }
      if (rooms && path.size() == 2) {
        return done(room(path.get(1)));
      }
      if (rooms && path.size() == 3 && path.get(2).equals("explain")) {
        return explain(path.get(1));
      }
    } else if (request.method().equals("POST") && path.size() == 2 && path.get(0).equals("feeds")) {
      return feeds.answer(path.get(1), request.body());
    } else if (request.method().equals("POST") && path.size() == 3) {
      String verb = path.get(2);
      if (nodes && (verb.equals("drain") || verb.equals("undrain"))) {
        return drain(path.get(1), verb.equals("drain"));
      }
      if (rooms && verb.equals("move")) {
        return move(path.get(1), request.body());
      }
    }
    return none();
  }

  private CompletionStage<AdminAnswer> move(String id, String body) {
    if (!RoomId.isValid(id)) {
      return done(AdminAnswer.error(400, "bad-room", "a room id is " + RoomId.RULE));
    }
    MoveWish wish;
    try {
      wish = MoveWish.read(body);
    } catch (IllegalArgumentException e) {
      return done(AdminAnswer.error(400, "bad-request", String.valueOf(e.getMessage())));
    }
    CompletableFuture<AdminAnswer> answer = new CompletableFuture<>();
    boolean asked =
        inbox.post(
            new ClusterEvent.MoveAsked(
                new RoomId(id), wish.to(), told -> answer.complete(moved(id, told))));
    if (!asked) {
      return done(busy());
    }
    return answer.completeOnTimeout(busy(), ANSWER_DEADLINE_MS, TimeUnit.MILLISECONDS);
  }

  private static AdminAnswer moved(String room, MoveAnswer told) {
    MoveAnswer.Word word = told.word();
    return word == MoveAnswer.Word.BEGUN
        ? AdminAnswer.json(
            word.httpStatus(),
            Map.of("room", room, "move", word.word(), "message", told.sentence()))
        : AdminAnswer.error(word.httpStatus(), word.word(), told.sentence());
  }

  private AdminAnswer ready() {
    ClusterView now = view.get();
    boolean takesRooms = now.nodes().stream().anyMatch(node -> node.skipped() == null);
    if (takesRooms && !now.holding()) {
      return AdminAnswer.text(200, "text/plain", "ready\n");
    }
    return AdminAnswer.text(
        503,
        "text/plain",
        now.holding()
            ? "not ready: learning which rooms live where\n"
            : "not ready: no node takes rooms\n");
  }

  private AdminAnswer room(String id) {
    if (!RoomId.isValid(id)) {
      return AdminAnswer.error(400, "bad-room", "a room id is " + RoomId.RULE);
    }
    Pin pin = pins.get(new RoomId(id));
    return pin == null || pin.isRetired()
        ? AdminAnswer.error(404, "not-found", "this room is pinned to no node")
        : AdminAnswer.json(200, Described.pin(pin));
  }

  private CompletionStage<AdminAnswer> explain(String id) {
    if (!RoomId.isValid(id)) {
      return done(AdminAnswer.error(400, "bad-room", "a room id is " + RoomId.RULE));
    }
    CompletableFuture<AdminAnswer> answer = new CompletableFuture<>();
    boolean asked =
        inbox.post(
            new ClusterEvent.ExplainAsked(
                new RoomId(id),
                explanation ->
                    answer.complete(AdminAnswer.json(200, Described.explanation(explanation)))));
    if (!asked) {
      return done(busy());
    }
    return answer.completeOnTimeout(busy(), ANSWER_DEADLINE_MS, TimeUnit.MILLISECONDS);
  }

  private CompletionStage<AdminAnswer> drain(String id, boolean draining) {
    boolean known =
        view.get().nodes().stream()
            .anyMatch(each -> each.node().incarnation().node().value().equals(id));
    if (!known) {
      return done(AdminAnswer.error(404, "not-found", "no node of this id has registered"));
    }
    boolean asked = inbox.post(new ClusterEvent.DrainAsked(new NodeId(id), draining));
    return done(asked ? AdminAnswer.json(202, Map.of("node", id, "draining", draining)) : busy());
  }

  private static AdminAnswer busy() {
    return AdminAnswer.error(503, "busy", "the router is too busy to answer; ask again");
  }

  private static CompletionStage<AdminAnswer> none() {
    return done(
        AdminAnswer.error(
            404,
            "not-found",
            "there are GET /healthz, /readyz, /metrics, /v1/nodes, /v1/rooms/{room}, /v1/rooms/{room}/explain"
                + " and POST /v1/feeds/{topic}, /v1/rooms/{room}/move, /v1/nodes/{node}/drain, /v1/nodes/{node}/undrain"));
  }

  private static CompletionStage<AdminAnswer> done(AdminAnswer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
