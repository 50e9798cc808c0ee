package usher.common.journal.redis;

/** What lies at the bottom of an error, in a few words. */
final class Causes {
  private static final int MAX_DEPTH = 8;

  private Causes() {}

  static String of(Throwable error) {
    Throwable root = error;
    for (int i = 0; i < MAX_DEPTH; i++) {
      Throwable next = root.getCause();
      if (next == null && root.getSuppressed().length > 0) {
        next = root.getSuppressed()[0];
      }
      if (next == null) {
        break;
      }
      root = next;
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }
}
