package usher.router.limit;

import usher.router.limit.PlayerLimits.OverloadMarks;

/**
 * Whether so much is to be done that seats must go. Far beyond the marks at which newcomers are
 * refused, and only for as long as that is so: each seat that stays is a promise kept. Owned by one
 * thread.
 */
final class Shedding {
  /** A loop must be late for so long, in nanoseconds. Memory that ends does not wait for that. */
  static final long BEGINS_AFTER_NS = Overload.BEGINS_AFTER_NS;

  /** Watchers go when a loop is so many times as late as newcomers are refused at. */
  static final int WATCHERS_LAG = 4;

  /** Watchers go when so much is used of the memory that newcomers are refused to leave free. */
  static final double WATCHERS_MEMORY = 0.5;

  /** Players go when so much of it is used. Never for lateness: to send them away takes longer. */
  static final double PLAYERS_MEMORY = 0.8;

  private long lateSinceNs;
  private boolean latePast;

  /**
   * What was seen.
   *
   * @param marks those at which newcomers are refused
   * @return who is to go now; {@link Rung#NONE} for nobody
   */
  Rung see(Overload.Seen seen, OverloadMarks marks, long nowNs) {
    boolean late = marks.lagMs() > 0 && seen.lagMs() >= marks.lagMs() * WATCHERS_LAG;
    lateSinceNs = late && latePast ? lateSinceNs : nowNs;
    latePast = late;
    if (isFull(seen, marks, PLAYERS_MEMORY)) {
      return Rung.PLAYERS;
    }
    boolean tooLate = late && nowNs - lateSinceNs >= BEGINS_AFTER_NS;
    return tooLate || isFull(seen, marks, WATCHERS_MEMORY) ? Rung.WATCHERS : Rung.NONE;
  }

  private static boolean isFull(Overload.Seen seen, OverloadMarks marks, double share) {
    double mark = marks.memory();
    return mark > 0 && seen.memory() >= mark + (1 - mark) * share;
  }
}
