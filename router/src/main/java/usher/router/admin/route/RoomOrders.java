package usher.router.admin.route;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import usher.common.control.NodeId;
import usher.common.room.RoomId;
import usher.router.admin.AdminAnswer;
import usher.router.admin.AdminRequest;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.MoveAnswer;
import usher.router.cluster.OrderAnswer;

/** What operators do with rooms. */
record RoomOrders(Orders orders) {
  /** The most characters of what players are told when their room is closed. */
  static final int MAX_REASON_CHARS = 200;

  private static final String MOVE = "the body of a move is empty, or {\"to\":\"node-2\"}";
  private static final String CLOSE =
      "the body of a close is empty, or {\"reason\":\"down for the night\"}";

  List<Route> routes() {
    return List.of(
        Route.post("/v1/rooms/{room}/move", this::move),
        Route.post("/v1/rooms/{room}/close", this::close));
  }

  private CompletionStage<AdminAnswer> move(AdminRequest request, String id) {
    RoomId room = Orders.room(id);
    NodeId to = to(Wish.read(request.body(), MOVE, "to"));
    return orders.<MoveAnswer>ask(
        listener -> new ClusterEvent.MoveAsked(room, to, listener::accept),
        told -> moved(id, told));
  }

  private static @Nullable NodeId to(Wish wish) {
    String to = wish.text("to");
    if (to == null) {
      return null;
    }
    if (!NodeId.isValid(to)) {
      throw wish.not("'to' is a node id: " + NodeId.RULE);
    }
    return new NodeId(to);
  }

  private static AdminAnswer moved(String room, MoveAnswer told) {
    MoveAnswer.Word word = told.word();
    return word == MoveAnswer.Word.BEGUN
        ? answer(word.httpStatus(), "room", room, "move", word.word(), told.sentence())
        : AdminAnswer.error(word.httpStatus(), word.word(), told.sentence());
  }

  private CompletionStage<AdminAnswer> close(AdminRequest request, String id) {
    RoomId room = Orders.room(id);
    Wish wish = Wish.read(request.body(), CLOSE, "reason");
    String reason = wish.text("reason");
    if (reason != null
        && (reason.isBlank()
            || reason.length() > MAX_REASON_CHARS
            || reason.codePoints().anyMatch(Character::isISOControl))) {
      throw wish.not("'reason' is 1 to " + MAX_REASON_CHARS + " characters, all of them printable");
    }
    String because = reason == null ? "" : ", because \"" + reason + "\"";
    return orders.<OrderAnswer>ask(
        listener -> new ClusterEvent.CloseAsked(room, reason, listener::accept),
        told -> ordered("room", id, "close", told, because));
  }

  /** The answer to an order: what it was about, its word and its sentence. */
  static AdminAnswer ordered(
      String kind, String id, String verb, OrderAnswer told, String because) {
    OrderAnswer.Word word = told.word();
    return word == OrderAnswer.Word.DONE || word == OrderAnswer.Word.BEGUN
        ? answer(word.httpStatus(), kind, id, verb, word.word(), told.sentence())
            .done(told.sentence() + because)
        : AdminAnswer.error(word.httpStatus(), word.word(), told.sentence());
  }

  private static AdminAnswer answer(
      int status, String kind, String id, String verb, String word, String sentence) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(kind, id);
    fields.put(verb, word);
    fields.put("message", sentence);
    return AdminAnswer.json(status, fields).done(sentence);
  }
}
