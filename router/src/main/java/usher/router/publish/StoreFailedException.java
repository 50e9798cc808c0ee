package usher.router.publish;

/** Redis did not do what it was asked; shows no stack, for it is no mistake of ours. */
public final class StoreFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  StoreFailedException(String message) {
    super(message, null, false, false);
  }

  /** What was wrong, in one line for the operator. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
