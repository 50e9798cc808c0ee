package usher.router.publish;

/** How long to wait before the next try: twice as long each time, up to a bound. One thread. */
final class RetainPace {
  private long waitMs;

  /** It worked. */
  void reset() {
    waitMs = 0;
  }

  /** Waits, ever longer. */
  void pause() throws InterruptedException {
    waitMs =
        Math.min(
            PublishLimits.LONGEST_WAIT.toMillis(),
            Math.max(PublishLimits.FIRST_WAIT.toMillis(), waitMs * 2));
    Thread.sleep(waitMs);
  }
}
