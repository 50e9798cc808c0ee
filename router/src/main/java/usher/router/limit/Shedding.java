package usher.router.limit;

import usher.router.limit.PlayerLimits.OverloadMarks;

/**
 * Whether so much is to be done that seats must go. Far beyond the marks at which newcomers are
 * refused, and only for as long as that is so: each seat that stays is a promise kept. Owned by one
 * thread.
 */
final class Shedding {
  /** A mark must be passed for so long, in nanoseconds. */
  static final long BEGINS_AFTER_NS = Overload.BEGINS_AFTER_NS;

  /** Watchers go when a loop is so many times as late as newcomers are refused at. */
  static final int WATCHERS_LAG = 4;

  /** Watchers go when so much is used of the memory that newcomers are refused to leave free. */
  static final double WATCHERS_MEMORY = 0.5;

  /** Players go when so much of it is used. Never for lateness: to send them away takes longer. */
  static final double PLAYERS_MEMORY = 0.8;

  private long watchersSinceNs;
  private long playersSinceNs;
  private boolean watchersPast;
  private boolean playersPast;

  /**
   * What was seen.
   *
   * @param marks those at which newcomers are refused
   * @return who is to go now; {@link Rung#NONE} for nobody
   */
  Rung see(Overload.Seen seen, OverloadMarks marks, long nowNs) {
    boolean late = marks.lagMs() > 0 && seen.lagMs() >= marks.lagMs() * WATCHERS_LAG;
    boolean watchers = late || isFull(seen, marks, WATCHERS_MEMORY);
    boolean players = isFull(seen, marks, PLAYERS_MEMORY);
    watchersSinceNs = watchers && watchersPast ? watchersSinceNs : nowNs;
    playersSinceNs = players && playersPast ? playersSinceNs : nowNs;
    watchersPast = watchers;
    playersPast = players;
    if (players && nowNs - playersSinceNs >= BEGINS_AFTER_NS) {
      return Rung.PLAYERS;
    }
    return watchers && nowNs - watchersSinceNs >= BEGINS_AFTER_NS ? Rung.WATCHERS : Rung.NONE;
  }

  private static boolean isFull(Overload.Seen seen, OverloadMarks marks, double share) {
    double mark = marks.memory();
    return mark > 0 && seen.memory() >= mark + (1 - mark) * share;
  }
}
