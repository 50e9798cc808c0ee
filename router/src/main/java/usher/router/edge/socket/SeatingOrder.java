package usher.router.edge.socket;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Who sits on the seats of a loop, in the order in which they came: where some must go, who came
 * last goes first, and who only watches before all who play. On the loop.
 *
 * @param <T> who sits
 */
final class SeatingOrder<T> {
  /** The most that go at once: what a loop can do in a millisecond or two. */
  static final int MAX_SHED = 4;

  private final TreeMap<Long, T> watchers = new TreeMap<>();
  private final TreeMap<Long, T> players = new TreeMap<>();
  private long last;

  /** Somebody sits down; gives their place in the order. */
  long add(T who, boolean watches) {
    (watches ? watchers : players).put(++last, who);
    return last;
  }

  /** Whoever has this place is gone, or went before. */
  void remove(long place) {
    watchers.remove(place);
    players.remove(place);
  }

  /**
   * Takes out those who go now, {@link #MAX_SHED} at most.
   *
   * @param playersToo whether players go, too, once no watcher is left
   */
  void shed(boolean playersToo, Consumer<T> goes) {
    for (int i = 0; i < MAX_SHED; i++) {
      Map.Entry<Long, T> newest = watchers.pollLastEntry();
      if (newest == null && playersToo) {
        newest = players.pollLastEntry();
      }
      if (newest == null) {
        return;
      }
      goes.accept(newest.getValue());
    }
  }

  int size() {
    return watchers.size() + players.size();
  }
}
