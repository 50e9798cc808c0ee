package usher.common.needed;

import org.junit.jupiter.api.Assumptions;

/** What a test needs of its machine and that not every machine has: a browser, a shell, Node.js. */
public final class Needed {
  private Needed() {}

  /**
   * Skips the test, loudly, where it is not there; fails there if the environment says {@code
   * CI=true}, so that nobody takes a skip for a pass.
   *
   * @param there whether it is
   * @param sentence what is needed, and for which test
   */
  public static void orSkip(boolean there, String sentence) {
    if (there) {
      return;
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(sentence);
    }
    System.err.println("SKIPPED: " + sentence);
    Assumptions.abort(sentence);
  }
}
