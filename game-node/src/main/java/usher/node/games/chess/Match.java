package usher.node.games.chess;

import io.github.wolfraam.chessgame.ChessGame;
import io.github.wolfraam.chessgame.board.PieceType;
import io.github.wolfraam.chessgame.board.Square;
import io.github.wolfraam.chessgame.move.Move;
import io.github.wolfraam.chessgame.notation.NotationType;
import io.github.wolfraam.chessgame.result.ChessGameResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A match: the board and how it came to be; immutable. It ends by itself at mate and stalemate, the
 * third time of a position, fifty moves of each side without a pawn moved or a piece taken, and
 * when no mate is possible with what is left.
 *
 * @param legal where each piece of the side to move may go
 * @param moves as in {@code e2e4}
 * @param history the same, as people write them
 * @param seen how often each position was on the board since the last move that cannot be undone
 * @param result null while it goes on
 */
record Match(
    String fen,
    boolean check,
    Map<String, List<String>> legal,
    List<String> moves,
    List<String> history,
    Map<String, Integer> seen,
    @Nullable Result result) {
  private static final Pattern MOVE = Pattern.compile("([a-h][1-8])([a-h][1-8])([qrbn])?");
  private static final int REPETITIONS = 3;
  private static final int FEN_TURN = 1;
  private static final int FEN_PASSING = 3;
  private static final int FEN_HALF_MOVES = 4;

  /** A match that begins with this board. */
  static Match from(String fen) {
    ChessGame game = new ChessGame(fen);
    return new Match(
        fen,
        game.isKingAttacked(),
        legal(game.getLegalMoves()),
        List.of(),
        List.of(),
        Map.of(key(fen, game.getLegalMoves()), 1),
        null);
  }

  static Match begin() {
    return from(ChessGame.STANDARD_INITIAL_FEN);
  }

  Colour turn() {
    return Colour.of(fen.split(" ")[FEN_TURN]);
  }

  /** Whether this is written as a move is. */
  static boolean isMove(String text) {
    return MOVE.matcher(text).matches();
  }

  /** What comes of a move; null if it is not legal. */
  ChessEvent.@Nullable Moved play(String text) {
    Move move = parse(text);
    ChessGame game = new ChessGame(fen);
    if (!game.isLegalMove(move)) {
      return null;
    }
    String san = game.getNotation(NotationType.SAN, move);
    game.playMove(move);
    Set<Move> next = game.getLegalMoves();
    String after = game.getFen();
    Result end = end(game, seenWith(after, next));
    return new ChessEvent.Moved(
        text, san, after, game.isKingAttacked(), end == null ? legal(next) : Map.of(), end);
  }

  /** The match after a move. */
  Match after(ChessEvent.Moved moved) {
    return new Match(
        moved.fen(),
        moved.check(),
        moved.legal(),
        with(moves, moved.move()),
        with(history, moved.san()),
        seenWith(moved.fen(), new ChessGame(moved.fen()).getLegalMoves()),
        moved.result());
  }

  /** The match, ended. */
  Match ended(Result how) {
    return new Match(fen, check, Map.of(), moves, history, seen, how);
  }

  private @Nullable Result end(ChessGame game, Map<String, Integer> positions) {
    ChessGameResult ended = game.getGameResult();
    if (ended != null) {
      return switch (ended.chessGameResultType) {
        case WHITE_WINS -> Result.won(Colour.WHITE, "checkmate");
        case BLACK_WINS -> Result.won(Colour.BLACK, "checkmate");
        case DRAW ->
            switch (ended.drawType) {
              case STALE_MATE -> Result.drawn("stalemate");
              case FIFTY_MOVE_RULE -> Result.drawn("fifty-moves");
              case INSUFFICIENT_MATERIAL -> Result.drawn("insufficient-material");
              case THREEFOLD_REPETITION -> Result.drawn("repetition");
            };
      };
    }
    boolean repeated = positions.values().stream().anyMatch(times -> times >= REPETITIONS);
    return repeated ? Result.drawn("repetition") : null;
  }

  private Map<String, Integer> seenWith(String after, Set<Move> next) {
    boolean undoable = !after.split(" ")[FEN_HALF_MOVES].equals("0");
    Map<String, Integer> positions = undoable ? new HashMap<>(seen) : new HashMap<>();
    positions.merge(key(after, next), 1, Integer::sum);
    return Map.copyOf(positions);
  }

  // Two positions are the same if the same moves are possible: a square behind a pawn that went two
  // steps counts only if it can be captured on (FIDE Laws of Chess, 9.2.3).
  private static String key(String fen, Set<Move> legalMoves) {
    String[] parts = fen.split(" ");
    Square passed = Square.fromName(parts[FEN_PASSING]);
    ChessGame game = new ChessGame(fen);
    boolean capturable =
        passed != null
            && legalMoves.stream()
                .anyMatch(
                    move ->
                        move.to == passed
                            && move.from.x != passed.x
                            && game.getPiece(move.from).pieceType == PieceType.PAWN);
    return parts[0] + parts[FEN_TURN] + parts[2] + (capturable ? parts[FEN_PASSING] : "");
  }

  private static Move parse(String text) {
    PieceType promotion =
        text.length() < 5
            ? null
            : switch (text.charAt(4)) {
              case 'q' -> PieceType.QUEEN;
              case 'r' -> PieceType.ROOK;
              case 'b' -> PieceType.BISHOP;
              default -> PieceType.KNIGHT;
            };
    return new Move(
        Square.fromName(text.substring(0, 2)), Square.fromName(text.substring(2, 4)), promotion);
  }

  private static Map<String, List<String>> legal(Set<Move> moves) {
    Map<String, TreeSet<String>> targets = new TreeMap<>();
    for (Move move : moves) {
      targets.computeIfAbsent(move.from.name, from -> new TreeSet<>()).add(move.to.name);
    }
    Map<String, List<String>> lists = new TreeMap<>();
    targets.forEach((from, to) -> lists.put(from, List.copyOf(to)));
    return lists;
  }

  private static List<String> with(List<String> list, String last) {
    List<String> longer = new ArrayList<>(list);
    longer.add(last);
    return List.copyOf(longer);
  }
}
