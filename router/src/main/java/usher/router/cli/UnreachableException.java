package usher.router.cli;

/** The router cannot be reached, or what answers is no router. */
final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreachableException(String message) {
    super(message);
  }
}
