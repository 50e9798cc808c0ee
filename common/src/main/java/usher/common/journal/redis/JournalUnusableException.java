package usher.common.journal.redis;

/**
 * There is a Redis that cannot be used as a journal, or none that can be reached. The message is
 * one line for the operator: what is wrong, and what would be right. It has no password in it.
 */
public final class JournalUnusableException extends Exception {
  /** Whether it may pass by itself within seconds, as while Redis reads its data. */
  private final boolean passing;

  JournalUnusableException(String message) {
    this(message, false);
  }

  JournalUnusableException(String message, boolean passing) {
    super(message);
    this.passing = passing;
  }

  boolean passing() {
    return passing;
  }

  /** The message: there always is one. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
