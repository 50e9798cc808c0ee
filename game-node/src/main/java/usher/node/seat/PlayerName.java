package usher.node.seat;

import java.util.function.Predicate;

/** What players may be called. */
public final class PlayerName {
  /** The longest name, in characters as people count them (code points). */
  public static final int MAX_LENGTH = 32;

  /** What a valid name is, for the message of an error. */
  public static final String RULE =
      "1 to " + MAX_LENGTH + " printable characters that neither begin nor end with a space";

  private PlayerName() {}

  /** Whether a player may ask to be called this. */
  public static boolean isValid(String text) {
    int length = text.codePointCount(0, text.length());
    return length >= 1
        && length <= MAX_LENGTH
        && text.strip().equals(text)
        && text.codePoints().allMatch(PlayerName::isPrintable);
  }

  /** The name, or the first of {@code name-2}, {@code name-3} … that is not taken. */
  static String free(String wanted, Predicate<String> taken) {
    String name = wanted;
    for (int i = 2; taken.test(name); i++) {
      name = wanted + "-" + i;
    }
    return name;
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
