package usher.router.pin;

/** What came of a claim: a metric tag. */
public enum ClaimOutcome {
  /** The room is the owner's. */
  MADE("made"),
  /** Something at this epoch or above was there already. */
  REFUSED("refused"),
  /** The store did not answer: whether it was made is not known. */
  UNAVAILABLE("unavailable");

  private final String word;

  ClaimOutcome(String word) {
    this.word = word;
  }

  /** The word in logs and metrics. */
  public String word() {
    return word;
  }
}
