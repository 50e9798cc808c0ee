package usher.common.room;

/**
 * Names of rooms or topics: a name in which {@code *} stands for any run of characters, none
 * included.
 *
 * @param value the pattern as it is given
 */
public record NamePattern(String value) {
  /** What a valid pattern is, for the message of an error. */
  public static final String RULE =
      "1 to 128 of A-Z a-z 0-9 . _ ~ - and *, which stands for any run of characters";

  /**
   * @throws IllegalArgumentException if the value is no pattern; the message says what is
   */
  public NamePattern {
    if (!isValid(value)) {
      throw new IllegalArgumentException("a pattern is " + RULE);
    }
  }

  /** Whether these characters are a pattern. */
  public static boolean isValid(String text) {
    // With x for each *, so that * alone, and what is as long as a name, are patterns.
    return RoomId.isValid(text.replace('*', 'x'));
  }

  /**
   * Whether a name is one of these. Costs at most the product of both lengths, however many {@code
   * *} there are.
   */
  public boolean matches(String name) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resumeIn = 0;
    while (in < name.length()) {
      if (at < value.length() && value.charAt(at) == '*') {
        star = at++;
        resumeIn = in;
      } else if (at < value.length() && value.charAt(at) == name.charAt(in)) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++resumeIn;
      } else {
        return false;
      }
    }
    while (at < value.length() && value.charAt(at) == '*') {
      at++;
    }
    return at == value.length();
  }

  @Override
  public String toString() {
    return value;
  }
}
