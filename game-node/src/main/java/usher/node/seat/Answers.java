package usher.node.seat;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import usher.common.player.PlayerFrame;
import usher.common.player.PlayerFrames;

/**
 * The last answers to a seat's commands that are no events: {@code rejected} and {@code done}.
 * Events are in the room's log, with the n of the command that caused them.
 */
final class Answers {
  /** The most answers kept; older ones a resume covers with {@code settled} alone. */
  static final int MAX_KEPT = 256;

  private record Answer(long n, PlayerFrame frame) {}

  private final ArrayDeque<Answer> kept = new ArrayDeque<>(0);

  PlayerFrame rejected(long n, String reason) {
    return keep(n, PlayerFrames.rejected(n, reason));
  }

  PlayerFrame done(long n) {
    return keep(n, PlayerFrames.done(n));
  }

  private PlayerFrame keep(long n, PlayerFrame frame) {
    if (kept.size() == MAX_KEPT) {
      kept.removeFirst();
    }
    kept.addLast(new Answer(n, frame));
    return frame;
  }

  @Nullable PlayerFrame of(long n) {
    for (Answer answer : kept) {
      if (answer.n() == n) {
        return answer.frame();
      }
    }
    return null;
  }
}
