package usher.node.link;

/** What a node counts of its links. */
public enum LinkCount {
  /** Links that a router made. */
  ACCEPTED("accepted"),
  /** Requests for a link that were refused. */
  REFUSED("refused"),
  /** Links closed for a frame that is none, or against the protocol. */
  MALFORMED("malformed"),
  /** Links closed because the router read slower than the rooms spoke. */
  TOO_SLOW("too-slow"),
  /** Opens that were no request, or one too many. */
  BAD_OPENS("bad-opens"),
  /** Opens ended because more came on them than their rooms took. */
  TOO_FAST("too-fast"),
  /** Frames for an open that is no more. */
  IGNORED("ignored"),
  /**
   * Frames that are no events, left out because the router read too slowly or they were too long.
   */
  DROPPED("dropped");

  private final String word;

  LinkCount(String word) {
    this.word = word;
  }

  /** The word in logs and metrics. */
  public String word() {
    return word;
  }
}
