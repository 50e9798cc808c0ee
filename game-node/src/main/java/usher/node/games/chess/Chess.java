package usher.node.games.chess;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.player.Role;
import usher.common.room.RoomId;
import usher.node.game.Command;
import usher.node.game.Decision;
import usher.node.game.EventJson;
import usher.node.game.Game;
import usher.node.game.Player;

/**
 * Chess for two, with everyone else watching. Who comes first plays white; a colour that a player
 * gave up goes to the next newcomer.
 */
public final class Chess implements Game<Board, ChessEvent> {
  @Override
  public String name() {
    return "chess";
  }

  @Override
  public Class<ChessEvent> eventType() {
    return ChessEvent.class;
  }

  @Override
  public int players() {
    return Colour.values().length;
  }

  @Override
  public boolean spectatorMay(JsonNode command) {
    return command.has("say");
  }

  @Override
  public Class<Board> stateType() {
    return Board.class;
  }

  @Override
  public Board open(RoomId room) {
    return Board.EMPTY;
  }

  @Override
  public List<ChessEvent> joined(Board board, Player newcomer) {
    Colour free = board.free();
    return free == null || newcomer.role() == Role.SPECTATOR
        ? List.of()
        : List.of(new ChessEvent.Seated(free.word()));
  }

  @Override
  public List<ChessEvent> left(Board board, Player leaver) {
    Colour colour = board.colourOf(leaver.name());
    return colour == null ? List.of() : List.of(new ChessEvent.Stood(colour.word()));
  }

  @Override
  public Decision<ChessEvent> decide(Board board, Command command, Instant now) {
    return ChessRules.decide(board, command);
  }

  @Override
  public Board apply(Board board, ChessEvent event, String by) {
    if (event instanceof ChessEvent.Moved moved) {
      return board.withMatch(board.match().after(moved));
    } else if (event instanceof ChessEvent.Spoke spoke) {
      return board.withTalk(board.talk().with(by, spoke.say()));
    } else if (event instanceof ChessEvent.Seated seated) {
      return board.withPlayer(Colour.of(seated.seated()), by);
    } else if (event instanceof ChessEvent.Stood stood) {
      return board.withPlayer(Colour.of(stood.stood()), null);
    } else if (event instanceof ChessEvent.Resigned resigned) {
      return board.withMatch(board.match().ended(resigned.result()));
    } else if (event instanceof ChessEvent.Draw draw) {
      return draw.result() == null
          ? board.withDrawOffer(by)
          : board.withMatch(board.match().ended(draw.result()));
    } else if (event instanceof ChessEvent.Rematch rematch) {
      return rematch.white() == null
          ? board.withRematchAsked(by)
          : board.rematched(rematch.white(), rematch.black());
    }
    throw new IllegalArgumentException("no event of chess: " + event);
  }

  @Override
  public JsonNode view(Board board, Player viewer) {
    Match match = board.match();
    ObjectNode view = EventJson.object();
    put(view, "white", board.white());
    put(view, "black", board.black());
    Colour colour = board.colourOf(viewer.name());
    put(view, "you", colour == null ? null : colour.word());
    view.put("fen", match.fen()).put("turn", match.turn().word()).put("check", match.check());
    view.set("legal", EventJson.tree(match.legal()));
    view.set("moves", EventJson.tree(match.moves()));
    view.set("history", EventJson.tree(match.history()));
    if (match.result() != null) {
      view.set("result", EventJson.tree(match.result()));
    }
    put(view, "drawOffer", board.drawOffer());
    put(view, "rematch", board.rematch());
    board.talk().show(view);
    return view;
  }

  private static void put(ObjectNode view, String field, @Nullable String value) {
    if (value != null) {
      view.put(field, value);
    }
  }

  @Override
  public String summary(Board board) {
    Match match = board.match();
    String how = match.result() == null ? match.turn().word() + " to move" : "" + match.result();
    return String.format(
        "white %s, black %s, %d moves, %s, %s",
        board.white() == null ? "nobody" : board.white(),
        board.black() == null ? "nobody" : board.black(),
        match.moves().size(),
        how,
        match.fen());
  }
}
