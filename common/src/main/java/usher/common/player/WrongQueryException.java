package usher.common.player;

/** A query that is refused at once; shows no stack, for it is no mistake of ours. */
public final class WrongQueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final CloseReason reason;

  /**
   * @param message what was wrong and what would be right, in ASCII without quotes
   */
  public WrongQueryException(CloseReason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** What the player is refused with. */
  public CloseReason reason() {
    return reason;
  }

  /** What was wrong and what would be right. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
