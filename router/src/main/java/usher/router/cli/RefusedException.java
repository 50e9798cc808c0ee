package usher.router.cli;

/** The router answered that it will not. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  /**
   * @param status of HTTP
   * @param message the word and what would be right
   */
  RefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
