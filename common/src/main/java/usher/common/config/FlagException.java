package usher.common.config;

/**
 * A flag, or what it names (a port, a file), is wrong in a way that its parser cannot see. The
 * message is one line for the operator: what was wrong, and what would be right.
 */
public final class FlagException extends RuntimeException {
  public FlagException(String message) {
    super(message);
  }
}
