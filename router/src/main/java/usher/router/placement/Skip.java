package usher.router.placement;

/** Why a node takes no new room: the word in {@code explain}, in logs and in metric tags. */
public enum Skip {
  /** Its address has not answered yet. */
  JOINING("joining"),
  /** There is evidence that it is dead. */
  SUSPECT("suspect"),
  /** It is lost. */
  LOST("lost"),
  /** It leaves on purpose, or an operator wants it empty. */
  DRAINING("draining"),
  /** It says that something is wrong with it. */
  FAILING("failing"),
  /** It holds as many rooms or seats as it takes. */
  FULL("full"),
  /** It has just joined, and had its share of the new rooms for now. */
  SLOW_START("slow-start");

  private final String word;

  Skip(String word) {
    this.word = word;
  }

  /** The word that people and machines read. */
  public String word() {
    return word;
  }
}
