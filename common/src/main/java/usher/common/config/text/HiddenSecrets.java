package usher.common.config.text;

import java.util.regex.Pattern;

/** Takes the passwords out of what is shown. */
public final class HiddenSecrets {
  /** What stands where a secret stood. */
  public static final String HIDDEN = "***";

  /** What is between {@code ://} and {@code @} in an address; a user's name is before a colon. */
  private static final Pattern CREDENTIALS = Pattern.compile("(://)([^/@:\\s]*:)?[^/@\\s]*@");

  private HiddenSecrets() {}

  /** The same text, with the passwords of its addresses hidden. */
  public static String in(String text) {
    return CREDENTIALS
        .matcher(text)
        .replaceAll(found -> "://" + (found.group(2) == null ? "" : found.group(2)) + "\\*\\*\\*@");
  }
}
