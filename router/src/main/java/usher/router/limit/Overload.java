package usher.router.limit;

import org.jspecify.annotations.Nullable;
import usher.router.limit.PlayerLimits.OverloadMarks;

/**
 * Whether there is too much to do: past a mark for a while it begins, well below all marks for a
 * longer while it ends, so that it does not flicker. Owned by one thread.
 */
final class Overload {
  /** A mark must be passed for so long, in nanoseconds: a pause of the JVM is over by then. */
  static final long BEGINS_AFTER_NS = 2_000_000_000L;

  /** All must be well below their marks for so long. */
  static final long ENDS_AFTER_NS = 5_000_000_000L;

  /** Well below a mark is this share of it; of memory, this share of what it leaves free more. */
  private static final double WELL_BELOW = 0.8;

  private boolean on;
  private boolean turning;
  private long turningSinceNs;

  /** What is seen at one time: how late the slowest loop runs, and the fuller memory's share. */
  record Seen(long lagMs, double memory) {}

  /**
   * What was seen.
   *
   * @return why it began or ended just now, in words; null where nothing changed
   */
  @Nullable String see(Seen seen, OverloadMarks marks, long nowNs) {
    boolean turns = on ? isWellBelow(seen, marks) : isPast(seen, marks);
    if (!turns) {
      turning = false;
      return null;
    }
    if (!turning) {
      turning = true;
      turningSinceNs = nowNs;
    }
    if (nowNs - turningSinceNs < (on ? ENDS_AFTER_NS : BEGINS_AFTER_NS)) {
      return null;
    }
    turning = false;
    on = !on;
    return "the slowest event loop is %d ms late (mark: %d), memory is %.0f %% full (mark: %.0f %%)"
        .formatted(seen.lagMs(), marks.lagMs(), seen.memory() * 100, marks.memory() * 100);
  }

  boolean isOn() {
    return on;
  }

  private static boolean isPast(Seen seen, OverloadMarks marks) {
    return (marks.lagMs() > 0 && seen.lagMs() >= marks.lagMs())
        || (marks.memory() > 0 && seen.memory() >= marks.memory());
  }

  private static boolean isWellBelow(Seen seen, OverloadMarks marks) {
    return (marks.lagMs() == 0 || seen.lagMs() < marks.lagMs() * WELL_BELOW)
        && (marks.memory() == 0 || seen.memory() < marks.memory() * (1 + WELL_BELOW) / 2);
  }
}
