package usher.node.games.chess;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import usher.node.game.Command;
import usher.node.game.Decision;
import usher.node.games.chat.Talk;

/** What players may do at a board, and when. */
final class ChessRules {
  private static final String COMMANDS =
      "a command is {\"move\":\"e2e4\"}, {\"resign\":true}, {\"draw\":\"offer\"},"
          + " {\"draw\":\"accept\"}, {\"rematch\":true} or {\"say\":\"hi\"}";

  private ChessRules() {}

  static Decision<ChessEvent> decide(Board board, Command command) {
    JsonNode json = command.json();
    if (json.has("say")) {
      return speak(command.text("say"));
    }
    String player = command.by().name();
    Colour colour = board.colourOf(player);
    if (colour == null) {
      return Decision.reject("you watch");
    }
    if (json.has("move")) {
      return move(board, colour, command.text("move"));
    }
    if (json.path("resign").asBoolean()) {
      return resign(board, colour);
    }
    if (json.has("draw")) {
      return draw(board, player, command.text("draw"));
    }
    return json.path("rematch").asBoolean() ? rematch(board, player) : Decision.reject(COMMANDS);
  }

  private static Decision<ChessEvent> speak(String say) {
    String whyNot = Talk.whyNot(say);
    return whyNot == null ? Decision.accept(new ChessEvent.Spoke(say)) : Decision.reject(whyNot);
  }

  private static Decision<ChessEvent> move(Board board, Colour colour, String move) {
    String whyNot = whyNotPlaying(board);
    if (whyNot != null) {
      return Decision.reject(whyNot);
    }
    if (board.match().turn() != colour) {
      return Decision.reject("not your turn");
    }
    if (!Match.isMove(move)) {
      return Decision.reject("a move is from and to, as in e2e4, and e7e8q to promote");
    }
    ChessEvent.Moved moved = board.match().play(move);
    return moved == null ? Decision.reject("not a legal move") : Decision.accept(moved);
  }

  private static Decision<ChessEvent> resign(Board board, Colour colour) {
    String whyNot = whyNotPlaying(board);
    return whyNot == null
        ? Decision.accept(new ChessEvent.Resigned(true, Result.won(colour.other(), "resignation")))
        : Decision.reject(whyNot);
  }

  private static Decision<ChessEvent> draw(Board board, String player, String word) {
    String whyNot = whyNotPlaying(board);
    if (whyNot != null) {
      return Decision.reject(whyNot);
    }
    boolean offeredByOther = board.drawOffer() != null && !player.equals(board.drawOffer());
    return switch (word) {
      case "offer" ->
          player.equals(board.drawOffer())
              ? Decision.reject("you offered a draw already")
              : Decision.accept(offeredByOther ? agreed() : new ChessEvent.Draw("offer", null));
      case "accept" ->
          offeredByOther ? Decision.accept(agreed()) : Decision.reject("no draw was offered");
      default -> Decision.reject(COMMANDS);
    };
  }

  private static ChessEvent agreed() {
    return new ChessEvent.Draw("accept", Result.drawn("agreement"));
  }

  private static Decision<ChessEvent> rematch(Board board, String player) {
    if (!board.isOver()) {
      return Decision.reject("the match is not over");
    }
    if (board.free() != null) {
      return Decision.reject("wait for an opponent");
    }
    if (player.equals(board.rematch())) {
      return Decision.reject("you asked already");
    }
    return Decision.accept(
        board.rematch() == null
            ? new ChessEvent.Rematch("asked", null, null)
            : new ChessEvent.Rematch(
                "begun", /* white= */ board.black(), /* black= */ board.white()));
  }

  private static @Nullable String whyNotPlaying(Board board) {
    if (board.isOver()) {
      return "the match is over";
    }
    return board.free() == null ? null : "wait for an opponent";
  }
}
