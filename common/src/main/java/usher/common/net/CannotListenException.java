package usher.common.net;

/** An address cannot be listened on. The message is one line for the operator. */
public final class CannotListenException extends RuntimeException {
  CannotListenException(String message) {
    super(message);
  }

  CannotListenException(String message, Throwable cause) {
    super(message, cause);
  }
}
