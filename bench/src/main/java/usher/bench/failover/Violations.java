package usher.bench.failover;

import java.util.ArrayList;
import java.util.List;

/** All that must not be: the first ones as they are, the rest as a number. Any thread. */
final class Violations {
  /** The most that are kept. */
  static final int MAX_KEPT = 1_000;

  private final List<Violation> kept = new ArrayList<>();
  private long count;

  synchronized void add(Violation violation) {
    count++;
    if (kept.size() < MAX_KEPT) {
      kept.add(violation);
    }
  }

  synchronized long count() {
    return count;
  }

  synchronized List<Violation> kept() {
    return List.copyOf(kept);
  }
}
