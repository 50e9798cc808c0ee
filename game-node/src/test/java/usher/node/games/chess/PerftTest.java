package usher.node.games.chess;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.wolfraam.chessgame.ChessGame;
import io.github.wolfraam.chessgame.move.Move;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The library's legal moves, counted to a depth, beside the counts that all chess programs agree on
 * (chessprogramming.org, Perft Results).
 */
class PerftTest {
  @ParameterizedTest
  @CsvSource({
    "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1, 3, 8902",
    "r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1, 2, 2039",
    "8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - - 0 1, 3, 2812",
    "r3k2r/Pppp1ppp/1b3nbN/nP6/BBP1P3/q4N2/Pp1P2PP/R2Q1RK1 w kq - 0 1, 2, 264",
    "rnbq1k1r/pp1Pbppp/2p5/8/2B5/8/PPP1NnPP/RNBQK2R w KQ - 1 8, 2, 1486",
    "r4rk1/1pp1qppp/p1np1n2/2b1p1B1/2B1P1b1/P1NP1N2/1PP1QPPP/R4RK1 w - - 0 10, 2, 2079",
  })
  void legalMovesAreAsManyAsTheRulesGive(String fen, int depth, long count) {
    assertEquals(count, count(new ChessGame(fen), depth));
  }

  private static long count(ChessGame game, int depth) {
    if (depth == 1) {
      return game.getLegalMoves().size();
    }
    long sum = 0;
    for (Move move : game.getLegalMoves()) {
      ChessGame next = game.clone();
      next.playMove(move);
      sum += count(next, depth - 1);
    }
    return sum;
  }
}
