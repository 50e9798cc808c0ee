package usher.router.cluster.claim;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is asked of the journal: so much at once, the rest in order; and what is asked later. */
final class Questions {
  /** The most looks and claims under way; more wait for an answer to one of these. */
  static final int MAX_UNDER_WAY = 1_024;

  /** A question that has not been answered for so long counts as unanswered, in nanoseconds. */
  static final long ANSWER_LIMIT_NS = 10_000_000_000L;

  private final LinkedHashMap<Long, Claiming> underWay = new LinkedHashMap<>();
  private final ArrayDeque<Claiming> queued = new ArrayDeque<>();
  private final PriorityQueue<Claiming> resting =
      new PriorityQueue<>(
          Comparator.comparingLong((Claiming c) -> c.dueNs).thenComparingLong(c -> c.ask));
  private long asks;

  boolean isFull() {
    return underWay.size() >= MAX_UNDER_WAY;
  }

  /** Numbers a question that is asked now. */
  long ask(Claiming claiming, long nowNs) {
    claiming.ask = ++asks;
    claiming.askedNs = nowNs;
    underWay.put(claiming.ask, claiming);
    return claiming.ask;
  }

  /** An answer came; null where the question was given up. */
  @Nullable Claiming answered(long ask) {
    return underWay.remove(ask);
  }

  void queue(Claiming claiming) {
    claiming.phase = Claiming.Phase.QUEUED;
    queued.add(claiming);
  }

  /** The next that may be asked; null where there is none. */
  @Nullable Claiming next() {
    return isFull() ? null : queued.poll();
  }

  void rest(Claiming claiming, long dueNs) {
    claiming.phase = Claiming.Phase.RESTING;
    claiming.dueNs = dueNs;
    resting.add(claiming);
  }

  /** One that has rested long enough; null where there is none. */
  @Nullable Claiming rested(long nowNs) {
    Claiming first = resting.peek();
    return first == null || first.dueNs - nowNs > 0 ? null : resting.poll();
  }

  /** One whose answer is overdue; null where there is none. */
  @Nullable Claiming overdue(long nowNs) {
    if (underWay.isEmpty()) {
      return null;
    }
    Claiming oldest = underWay.values().iterator().next();
    return nowNs - oldest.askedNs > ANSWER_LIMIT_NS ? underWay.remove(oldest.ask) : null;
  }
}
