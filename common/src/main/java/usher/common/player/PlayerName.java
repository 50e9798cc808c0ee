package usher.common.player;

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
