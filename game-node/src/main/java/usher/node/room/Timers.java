package usher.node.room;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What a loop is to do later. Owned by the loop. */
final class Timers {
  private record Timer(long atNs, long number, Runnable action) {}

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(
          (a, b) ->
              a.atNs() == b.atNs()
                  ? Long.compare(a.number(), b.number())
                  : Long.compare(a.atNs() - b.atNs(), 0));
  private long number;

  void add(long atNs, Runnable action) {
    timers.add(new Timer(atNs, number++, action));
  }

  /** The next that is due; null where none is. */
  @Nullable Runnable due(long nowNs) {
    Timer first = timers.peek();
    if (first == null || first.atNs() - nowNs > 0) {
      return null;
    }
    timers.remove();
    return first.action();
  }

  /** How long to wait for the next, at most so long; in nanoseconds. */
  long waitNs(long nowNs, long most) {
    Timer first = timers.peek();
    return first == null ? most : Math.max(0, Math.min(most, first.atNs() - nowNs));
  }
}
