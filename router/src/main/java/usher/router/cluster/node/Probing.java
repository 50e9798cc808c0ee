package usher.router.cluster.node;

/** How the tries to connect to one node's address are paced. */
final class Probing {
  private static final long FIRST_DELAY_NS = 2_000_000;
  private static final long MAX_DELAY_NS = 250_000_000;
  private static final int MAX_DOUBLINGS = 7;

  /** A probe that has not been answered for so long is given up, in nanoseconds. */
  static final long ANSWER_LIMIT_NS = 10_000_000_000L;

  /** Suspicions further apart than this have nothing to do with each other, in nanoseconds. */
  static final long CALM_NS = 5_000_000_000L;

  int out;
  int failures;
  long dueNs;
  long calmSinceNs;

  /** Whether the address answered after the connection to it failed. */
  boolean answered;

  /** How long to wait before the next try: from 2 ms, doubled each time, to 250 ms. */
  long delayNs() {
    if (failures == 0) {
      return 0;
    }
    return Math.min(FIRST_DELAY_NS << Math.min(failures - 1, MAX_DOUBLINGS), MAX_DELAY_NS);
  }
}
