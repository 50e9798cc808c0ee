package usher.router.seat;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import usher.common.player.PlayerFrame;

/** The commands of a seat that are not answered, in order of n; bounded by {@link SeatLimits}. */
final class Unanswered implements Iterable<Unanswered.Command> {
  /** Command n; 0 in a game of raw frames. */
  record Command(long n, PlayerFrame frame) {}

  private final ArrayDeque<Command> commands = new ArrayDeque<>(4);
  private int bytes;

  boolean isEmpty() {
    return commands.isEmpty();
  }

  /** Whether no more is to be read of the player. */
  boolean isFull() {
    return commands.size() >= SeatLimits.MAX_UNANSWERED || bytes >= SeatLimits.MAX_UNANSWERED_BYTES;
  }

  /** Whether there is so much space that reading on is worth it. */
  boolean isHalfEmpty() {
    return commands.size() <= SeatLimits.MAX_UNANSWERED / 2
        && bytes <= SeatLimits.MAX_UNANSWERED_BYTES / 2;
  }

  void add(long n, PlayerFrame frame) {
    commands.add(new Command(n, frame));
    bytes += frame.payload().length;
  }

  /** The lowest n; 0 where there is none. */
  long firstN() {
    Command first = commands.peek();
    return first == null ? 0 : first.n();
  }

  @Nullable Command poll() {
    Command first = commands.poll();
    if (first != null) {
      bytes -= first.frame().payload().length;
    }
    return first;
  }

  void clear() {
    commands.clear();
    bytes = 0;
  }

  void dropUpTo(long n) {
    for (Command first = commands.peek();
        first != null && first.n() <= n;
        first = commands.peek()) {
      poll();
    }
  }

  @Override
  public Iterator<Command> iterator() {
    return commands.iterator();
  }
}
