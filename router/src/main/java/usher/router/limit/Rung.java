package usher.router.limit;

/** How far a router that has too much to do goes; each step takes those before it along. */
public enum Rung {
  /** It has not too much to do. */
  NONE(0),
  /** Nobody new comes in. */
  NEWCOMERS(1),
  /** Those who only listen go, spectators and seats at feeds, the newest first. */
  WATCHERS(2),
  /** Players in rooms go, when nobody who listens is left, the newest first. */
  PLAYERS(3);

  private final int step;

  Rung(int step) {
    this.step = step;
  }

  /** As metrics say it. */
  public int step() {
    return step;
  }
}
