package usher.router.cluster.room;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import usher.router.cluster.ClusterEvent.Locate;

/** Requests that wait for their room: a bounded list, oldest first, each with its own deadline. */
final class Waiters {
  private final int max;
  private List<Locate> waiting = new ArrayList<>();

  Waiters(int max) {
    this.max = max;
  }

  int size() {
    return waiting.size();
  }

  /**
   * @return false if as many wait as may
   */
  boolean add(Locate locate) {
    return waiting.size() < max && waiting.add(locate);
  }

  /** Takes those out that are answered. */
  void retry(Predicate<Locate> answered) {
    List<Locate> before = waiting;
    waiting = new ArrayList<>(before.size());
    for (Locate locate : before) {
      if (!answered.test(locate)) {
        waiting.add(locate);
      }
    }
  }

  /** Takes one out whose deadline has passed. */
  void expire(long nowNs, java.util.function.Consumer<Locate> expired) {
    Iterator<Locate> each = waiting.iterator();
    List<Locate> late = new ArrayList<>();
    while (each.hasNext()) {
      Locate locate = each.next();
      if (locate.deadlineNs() - nowNs <= 0) {
        late.add(locate);
      }
    }
    if (!late.isEmpty()) {
      waiting.removeIf(locate -> locate.deadlineNs() - nowNs <= 0);
      late.forEach(expired);
    }
  }
}
