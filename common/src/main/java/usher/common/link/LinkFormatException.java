package usher.common.link;

/** A frame that is none; shows no stack, for it is no mistake of ours. */
public final class LinkFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What was wrong and what would be right. */
  public LinkFormatException(String message) {
    super(message, null, false, false);
  }
}
