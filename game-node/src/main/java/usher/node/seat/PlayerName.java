package usher.node.seat;

import java.util.function.Predicate;

/** Names in a room: no two seats have the same. */
final class PlayerName {
  private PlayerName() {}

  /** The name, or the first of {@code name-2}, {@code name-3} … that is not taken. */
  static String free(String wanted, Predicate<String> taken) {
    String name = wanted;
    for (int i = 2; taken.test(name); i++) {
      name = wanted + "-" + i;
    }
    return name;
  }
}
