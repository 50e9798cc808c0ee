package usher.router.admin.route;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import usher.common.control.NodeId;
import usher.common.room.RoomId;
import usher.router.admin.AdminAnswer;
import usher.router.admin.AdminRequest;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.Explanation;
import usher.router.pin.Pin;
import usher.router.pin.PinView;

/** What operators ask of rooms. */
final class RoomRoutes {
  private static final int USUAL_PAGE = 100;

  private final PinView pins;
  private final RoomIndex index;
  private final Orders orders;
  private final LongSupplier nanoTime;

  RoomRoutes(PinView pins, RoomIndex index, Orders orders, LongSupplier nanoTime) {
    this.pins = pins;
    this.index = index;
    this.orders = orders;
    this.nanoTime = nanoTime;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/rooms", this::rooms, "node", "prefix", Page.LIMIT, Page.AFTER),
        Route.get("/v1/rooms/{room}", this::room),
        Route.get("/v1/rooms/{room}/explain", this::explain));
  }

  /**
   * One room that has a pin.
   *
   * @param connections of this router's players: seats' loops, and tunnels
   * @param pinnedSeconds since when this router has it on this node
   */
  record Pinned(
      String room,
      String node,
      String incarnation,
      long epoch,
      int connections,
      long pinnedSeconds) {}

  /**
   * A page of rooms.
   *
   * @param next what to ask for as {@code after}; null where there are no more
   */
  record Listed(List<Pinned> rooms, @Nullable String next) {}

  /** Why a room is where it is. */
  record Explained(
      String room, @Nullable Pinned pin, String why, List<Explained.Candidate> candidates) {
    /**
     * A node that could have it.
     *
     * @param skipped the word why not; null where it could
     */
    record Candidate(String node, double score, @Nullable String skipped) {}
  }

  private CompletionStage<AdminAnswer> rooms(AdminRequest request, String none) {
    Page page = Page.of(request.query(), USUAL_PAGE);
    String prefix = request.query().getOrDefault("prefix", "");
    String node = request.query().get("node");
    NodeId wanted = node == null ? null : Orders.node(node);
    RoomIndex.Cut cut =
        index.cut(
            page, prefix, pin -> wanted == null || pin.node().incarnation().node().equals(wanted));
    List<Pinned> rooms = new ArrayList<>(cut.pins().size());
    cut.pins().forEach(pin -> rooms.add(pinned(pin)));
    String next = cut.more() ? rooms.get(rooms.size() - 1).room() : null;
    return Orders.done(AdminAnswer.json(200, new Listed(rooms, next)));
  }

  private CompletionStage<AdminAnswer> room(AdminRequest request, String id) {
    Pin pin = pins.get(Orders.room(id));
    return Orders.done(
        pin == null || pin.isRetired()
            ? AdminAnswer.error(404, "not-found", "this room is pinned to no node")
            : AdminAnswer.json(200, pinned(pin)));
  }

  private CompletionStage<AdminAnswer> explain(AdminRequest request, String id) {
    RoomId room = Orders.room(id);
    return orders.<Explanation>ask(
        listener -> new ClusterEvent.ExplainAsked(room, listener::accept),
        told -> AdminAnswer.json(200, explained(told)));
  }

  private Explained explained(Explanation explanation) {
    List<Explained.Candidate> candidates = new ArrayList<>();
    for (Explanation.Candidate each : explanation.candidates()) {
      candidates.add(new Explained.Candidate(each.node().value(), each.score(), each.skipped()));
    }
    Pin pin = explanation.pin();
    return new Explained(
        explanation.room().value(),
        pin == null ? null : pinned(pin),
        explanation.why(),
        candidates);
  }

  private Pinned pinned(Pin pin) {
    return new Pinned(
        pin.room().value(),
        pin.node().incarnation().node().value(),
        pin.node().incarnation().boot(),
        pin.epoch(),
        pin.entered(),
        Math.max(0, nanoTime.getAsLong() - pin.sinceNs()) / 1_000_000_000L);
  }
}
