package usher.node.games.chess;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens at a board. Which one it is shows from its fields. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(ChessEvent.Seated.class),
  @JsonSubTypes.Type(ChessEvent.Stood.class),
  @JsonSubTypes.Type(ChessEvent.Moved.class),
  @JsonSubTypes.Type(ChessEvent.Resigned.class),
  @JsonSubTypes.Type(ChessEvent.Draw.class),
  @JsonSubTypes.Type(ChessEvent.Rematch.class),
  @JsonSubTypes.Type(ChessEvent.Spoke.class)
})
sealed interface ChessEvent {
  /**
   * A newcomer plays a colour.
   *
   * @param seated {@code white} or {@code black}
   */
  record Seated(String seated) implements ChessEvent {}

  /**
   * A player left, and the colour is free.
   *
   * @param stood {@code white} or {@code black}
   */
  record Stood(String stood) implements ChessEvent {}

  /**
   * A move, and the board after it.
   *
   * @param move from, to and the piece that a pawn becomes, as in {@code e7e8q}
   * @param san the move as people write it
   * @param check whether the side to move is in check
   * @param legal where each piece of the side to move may go; empty when the match is over
   * @param result null while the match goes on
   */
  record Moved(
      String move,
      String san,
      String fen,
      boolean check,
      Map<String, List<String>> legal,
      @Nullable Result result)
      implements ChessEvent {}

  /** A player gave up. */
  record Resigned(boolean resign, Result result) implements ChessEvent {}

  /**
   * A draw is offered or agreed.
   *
   * @param draw {@code offer} or {@code accept}
   * @param result null for an offer
   */
  record Draw(String draw, @Nullable Result result) implements ChessEvent {}

  /**
   * Another match is asked for or begins.
   *
   * @param rematch {@code asked} or {@code begun}
   * @param white who plays white in the match that begins; null while it is only asked for
   * @param black who plays black in it
   */
  record Rematch(String rematch, @Nullable String white, @Nullable String black)
      implements ChessEvent {}

  /** Someone said something. */
  record Spoke(String say) implements ChessEvent {}
}
