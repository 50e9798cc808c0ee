package usher.node.games.chess;

import org.jspecify.annotations.Nullable;

/**
 * How a match ended.
 *
 * @param winner {@code w} or {@code b}; null for a draw
 * @param by {@code checkmate}, {@code resignation}, {@code stalemate}, {@code agreement}, {@code
 *     repetition}, {@code fifty-moves} or {@code insufficient-material}
 */
record Result(@Nullable String winner, String by) {
  static Result won(Colour winner, String by) {
    return new Result(winner.letter(), by);
  }

  static Result drawn(String by) {
    return new Result(null, by);
  }

  @Override
  public String toString() {
    return (winner == null ? "drawn" : Colour.of(winner).word() + " won") + " by " + by;
  }
}
