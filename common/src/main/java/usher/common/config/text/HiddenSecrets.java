package usher.common.config.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the passwords out of what is shown. */
public final class HiddenSecrets {
  /** What stands where a secret stood. */
  public static final String HIDDEN = "***";

  /** How an address begins; a user's name is before a colon, and has no characters of its own. */
  private static final Pattern BEGIN =
      Pattern.compile("[a-zA-Z][a-zA-Z0-9+]*://(?:[a-zA-Z0-9._-]*:)?");

  private HiddenSecrets() {}

  /**
   * The same address, with its password hidden: all up to its last {@code @}, for a password may
   * have any characters, and who mistyped the address has a password, too. What it begins with and
   * the user stay where they are clear.
   *
   * @param text one value: an address, right or wrong, or one that has no {@code @}
   */
  public static String in(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0) {
      return text;
    }
    Matcher begin = BEGIN.matcher(text).region(0, at);
    return (begin.lookingAt() ? begin.group() : "") + HIDDEN + text.substring(at);
  }
}
