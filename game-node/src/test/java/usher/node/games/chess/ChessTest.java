package usher.node.games.chess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import usher.common.player.PlayerFrame;
import usher.common.player.Role;
import usher.common.room.RoomId;
import usher.node.game.Command;
import usher.node.game.Decision;
import usher.node.game.EventJson;
import usher.node.game.Player;

class ChessTest {
  private static final Player ANN = new Player("ann", Role.PLAYER);
  private static final Player BOB = new Player("bob", Role.PLAYER);
  private static final Player EVE = new Player("eve", Role.SPECTATOR);

  private final Chess chess = new Chess();
  private Board board = chess.open(new RoomId("r"));

  @BeforeEach
  void twoSitDown() {
    apply(ANN, chess.joined(board, ANN));
    apply(BOB, chess.joined(board, BOB));
  }

  private void apply(Player by, List<ChessEvent> events) {
    for (ChessEvent event : events) {
      // Through JSON and back: what is kept of an event must be enough to apply it.
      board =
          chess.apply(board, EventJson.read(EventJson.write(event), ChessEvent.class), by.name());
    }
  }

  /** Gives a command; the reason if it is refused, null if not. */
  private String give(Player by, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    Command command =
        new Command(by, Objects.requireNonNull(EventJson.command(bytes)), PlayerFrame.text(bytes));
    Decision<ChessEvent> decision = chess.decide(board, command, Instant.EPOCH);
    if (decision instanceof Decision.Rejected<ChessEvent> rejected) {
      return rejected.reason();
    }
    apply(by, ((Decision.Accepted<ChessEvent>) decision).events());
    return null;
  }

  private void play(String moves) {
    for (String move : moves.split(" ")) {
      Player next = board.match().turn() == board.colourOf("ann") ? ANN : BOB;
      assertNull(give(next, "{\"move\":\"" + move + "\"}"), move);
    }
  }

  private void begin(String fen) {
    board = new Board("ann", "bob", Match.from(fen), null, null, board.talk());
  }

  @Test
  void theFirstTwoPlayAndWhiteComesFirst() {
    assertEquals("ann", board.white());
    assertEquals("bob", board.black());
    assertEquals(List.of(), chess.joined(board, EVE));
    assertEquals("white", chess.view(board, ANN).path("you").asText());
    assertFalse(chess.view(board, EVE).has("you"));
  }

  @Test
  void movesOutOfTurnAgainstTheRulesOrWithoutOpponentAreRejected() {
    assertEquals("not your turn", give(BOB, "{\"move\":\"e7e5\"}"));
    assertEquals("not a legal move", give(ANN, "{\"move\":\"e2e5\"}"));
    assertEquals("you watch", give(EVE, "{\"move\":\"e2e4\"}"));
    assertTrue(String.valueOf(give(ANN, "{\"move\":\"castle\"}")).contains("e2e4"));
    assertTrue(String.valueOf(give(ANN, "{\"jump\":1}")).contains("rematch"));
    apply(BOB, chess.left(board, BOB));
    assertEquals("wait for an opponent", give(ANN, "{\"move\":\"e2e4\"}"));
  }

  @Test
  void foolsMateEndsTheMatchAndNothingMovesAfterIt() {
    play("f2f3 e7e5 g2g4 d8h4");
    assertEquals(new Result("b", "checkmate"), board.match().result());
    assertEquals(List.of("f3", "e5", "g4", "Qh4#"), board.match().history());
    assertEquals(Map.of(), board.match().legal());
    assertEquals("the match is over", give(ANN, "{\"move\":\"a2a3\"}"));
  }

  @Test
  void castlingEnPassantAndPromotionAreMoves() {
    play("e2e4 e7e5 g1f3 b8c6 f1c4 f8c5 e1g1");
    assertEquals("O-O", board.match().history().get(6));
    begin("4k3/8/8/8/4p3/8/3P4/4K3 w - - 0 1");
    play("d2d4 e4d3");
    assertEquals("exd3", board.match().history().get(1));
    begin("8/4P1k1/8/8/8/8/8/4K3 w - - 0 1");
    assertEquals("not a legal move", give(ANN, "{\"move\":\"e7e8\"}"));
    play("e7e8n");
    assertEquals("e8=N+", board.match().history().get(0));
  }

  @Test
  void theThirdTimeOfAPositionIsADraw() {
    play("g1f3 g8f6 f3g1 f6g8 g1f3 g8f6 f3g1");
    assertNull(board.match().result());
    play("f6g8");
    assertEquals(new Result(null, "repetition"), board.match().result());
  }

  @Test
  void aSquareThatNobodyCanCaptureOnMakesNoOtherPosition() {
    play("e2e4 g8f6 g1f3 f6g8 f3g1 g8f6 g1f3 f6g8");
    assertNull(board.match().result());
    play("f3g1");
    assertEquals(new Result(null, "repetition"), board.match().result());
  }

  @Test
  void stalemateFiftyMovesAndTooLittleMaterialAreDraws() {
    begin("7k/8/5KQ1/8/8/8/8/8 w - - 0 1");
    play("g6f7");
    assertEquals(new Result(null, "stalemate"), board.match().result());
    begin("7k/8/8/8/8/8/R7/4K3 w - - 99 80");
    play("a2a3");
    assertEquals(new Result(null, "fifty-moves"), board.match().result());
    begin("7k/8/8/8/8/8/4p3/4K3 w - - 0 1");
    play("e1e2");
    assertEquals(new Result(null, "insufficient-material"), board.match().result());
  }

  @Test
  void aDrawIsOfferedAndAcceptedByTheOther() {
    assertEquals("no draw was offered", give(BOB, "{\"draw\":\"accept\"}"));
    assertNull(give(ANN, "{\"draw\":\"offer\"}"));
    assertEquals("no draw was offered", give(ANN, "{\"draw\":\"accept\"}"));
    assertEquals("ann", chess.view(board, BOB).path("drawOffer").asText());
    play("e2e4");
    assertFalse(chess.view(board, BOB).has("drawOffer"));
    assertNull(give(ANN, "{\"draw\":\"offer\"}"));
    assertNull(give(BOB, "{\"draw\":\"accept\"}"));
    assertEquals(new Result(null, "agreement"), board.match().result());
  }

  @Test
  void aRematchSwapsColoursOnceBothAsk() {
    assertEquals("the match is not over", give(ANN, "{\"rematch\":true}"));
    assertNull(give(BOB, "{\"resign\":true}"));
    assertEquals(new Result("w", "resignation"), board.match().result());
    assertNull(give(BOB, "{\"rematch\":true}"));
    assertEquals("you asked already", give(BOB, "{\"rematch\":true}"));
    assertNull(give(ANN, "{\"rematch\":true}"));
    assertEquals("bob", board.white());
    assertNull(board.match().result());
    play("e2e4");
  }

  @Test
  void everyoneMayTalkAndAFreedColourGoesToTheNextNewcomer() {
    assertTrue(chess.spectatorMay(EventJson.object().put("say", "hi")));
    assertNull(give(EVE, "{\"say\":\"hi\"}"));
    assertEquals("eve", chess.view(board, ANN).path("messages").get(0).path("by").asText());
    play("e2e4");
    apply(ANN, chess.left(board, ANN));
    Player cat = new Player("cat", Role.PLAYER);
    apply(cat, chess.joined(board, cat));
    assertEquals("cat", board.white());
    assertEquals(1, board.match().moves().size());
  }
}
