package usher.router.seat;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import usher.common.player.PlayerFrame;

/** The commands of a seat that are not answered, in order of n; bounded by {@link SeatLimits}. */
public final class Unanswered implements Iterable<Unanswered.Command> {
  /** Command n; 0 in a game of raw frames. */
  public record Command(long n, PlayerFrame frame) {}

  private final ArrayDeque<Command> commands = new ArrayDeque<>(4);
  private int bytes;

  /** Whether there is none. */
  public boolean isEmpty() {
    return commands.isEmpty();
  }

  /** Whether no more is to be read of the player. */
  public boolean isFull() {
    return commands.size() >= SeatLimits.MAX_UNANSWERED || bytes >= SeatLimits.MAX_UNANSWERED_BYTES;
  }

  /** Whether there is so much space that reading on is worth it. */
  public boolean isHalfEmpty() {
    return commands.size() <= SeatLimits.MAX_UNANSWERED / 2
        && bytes <= SeatLimits.MAX_UNANSWERED_BYTES / 2;
  }

  /** One more, above all that are here. */
  public void add(long n, PlayerFrame frame) {
    commands.add(new Command(n, frame));
    bytes += frame.payload().length;
  }

  /** The lowest n; 0 where there is none. */
  public long firstN() {
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

  /** Command n is answered; those below it may still be due. */
  public void drop(long n) {
    Iterator<Command> each = commands.iterator();
    while (each.hasNext()) {
      Command command = each.next();
      if (command.n() == n) {
        bytes -= command.frame().payload().length;
        each.remove();
      }
    }
  }

  @Override
  public Iterator<Command> iterator() {
    return commands.iterator();
  }
}
