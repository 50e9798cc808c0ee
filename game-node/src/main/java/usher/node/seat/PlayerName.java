package usher.node.seat;

import java.util.function.Predicate;

/** Names in a room: no two seats have the same. */
final class PlayerName {
  private static final String OF_ANYBODY = "-";

  /** No ticket vouches for a name that ends with this and a number. */
  private static final String OF_VERIFIED = "#";

  private PlayerName() {}

  /**
   * The name, or the first of {@code name-2}, {@code name-3} … that is not taken; of one that a
   * ticket vouches for, {@code name#2}, which can be nobody else's own.
   */
  static String free(String wanted, boolean verified, Predicate<String> taken) {
    String name = wanted;
    for (int i = 2; taken.test(name); i++) {
      name = wanted + (verified ? OF_VERIFIED : OF_ANYBODY) + i;
    }
    return name;
  }
}
