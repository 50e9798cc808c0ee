package usher.node.games.chess;

import org.jspecify.annotations.Nullable;
import usher.node.games.chat.Talk;

/**
 * The state of a room of chess; immutable.
 *
 * @param white who plays white; null while nobody does
 * @param black who plays black; null while nobody does
 * @param drawOffer who offers a draw; null while nobody does
 * @param rematch who asks for another match; null while nobody does
 */
record Board(
    @Nullable String white,
    @Nullable String black,
    Match match,
    @Nullable String drawOffer,
    @Nullable String rematch,
    Talk talk) {
  static final Board EMPTY = new Board(null, null, Match.begin(), null, null, Talk.EMPTY);

  /** What this player plays; null for who watches. */
  @Nullable Colour colourOf(String player) {
    if (player.equals(white)) {
      return Colour.WHITE;
    }
    return player.equals(black) ? Colour.BLACK : null;
  }

  /** A colour that nobody plays; null where both are taken. */
  @Nullable Colour free() {
    if (white == null) {
      return Colour.WHITE;
    }
    return black == null ? Colour.BLACK : null;
  }

  boolean isOver() {
    return match.result() != null;
  }

  Board withPlayer(Colour colour, @Nullable String player) {
    return colour == Colour.WHITE
        ? new Board(player, black, match, null, null, talk)
        : new Board(white, player, match, null, null, talk);
  }

  /** A match that went on; what was offered is offered no more. */
  Board withMatch(Match next) {
    return new Board(white, black, next, null, null, talk);
  }

  Board withDrawOffer(String player) {
    return new Board(white, black, match, player, rematch, talk);
  }

  Board withRematchAsked(String player) {
    return new Board(white, black, match, drawOffer, player, talk);
  }

  Board rematched(@Nullable String nextWhite, @Nullable String nextBlack) {
    return new Board(nextWhite, nextBlack, Match.begin(), null, null, talk);
  }

  Board withTalk(Talk next) {
    return new Board(white, black, match, drawOffer, rematch, next);
  }
}
