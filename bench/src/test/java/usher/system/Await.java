package usher.system;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a deadline. */
public final class Await {
  private static final long PACE_NS = 1_000_000;

  private Await() {}

  /** Returns once the condition holds; fails after the deadline, naming what was waited for. */
  public static void until(String what, long deadlineMs, BooleanSupplier condition) {
    long deadline = System.nanoTime() + deadlineMs * 1_000_000;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + deadlineMs + " ms: " + what);
      }
      LockSupport.parkNanos(PACE_NS);
    }
  }
}
