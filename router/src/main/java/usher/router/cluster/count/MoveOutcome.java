package usher.router.cluster.count;

/** What came of a move: a metric tag. */
public enum MoveOutcome {
  /** The room is elsewhere. */
  DONE("done"),
  /** Its node did not hand it over in time. */
  TIMEOUT("timeout"),
  /** It is back where it was: the other node did not open it. */
  BACK("back"),
  /** Its node was lost on the way, or closed the room. */
  OVERTAKEN("overtaken");

  private final String word;

  MoveOutcome(String word) {
    this.word = word;
  }

  /** The word in logs and metrics. */
  public String word() {
    return word;
  }
}
