package usher.common.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/** One secret shared between processes, and the name that logs have for it. */
final class Token {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1," + Tokens.MAX_NAME + "}");
  private static final String BEARER = "Bearer ";

  private final String name;
  private final String secret;

  private Token(String name, String secret) {
    this.name = name;
    this.secret = secret;
  }

  /**
   * Reads {@code secret} or {@code name:secret}.
   *
   * @param otherwise its name where the text has none
   * @throws IllegalArgumentException if it is out of rule; the message says what would be right,
   *     and nothing of the secret
   */
  static Token parse(String text, String otherwise) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? otherwise : text.substring(0, colon);
    String secret = text.substring(colon + 1);
    if (colon >= 0 && !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "what stands before ':' is the token's name, 1 to "
              + Tokens.MAX_NAME
              + " of A-Z a-z 0-9 . _ -");
    }
    if (secret.length() < Tokens.MIN_LENGTH
        || secret.length() > Tokens.MAX_LENGTH
        || !secret.chars().allMatch(c -> c > ' ' && c < 127 && c != ':')) {
      throw new IllegalArgumentException(
          "a token is "
              + Tokens.MIN_LENGTH
              + " to "
              + Tokens.MAX_LENGTH
              + " printable ASCII characters, no blanks and no ':'");
    }
    return new Token(name, secret);
  }

  String name() {
    return name;
  }

  String authorization() {
    return BEARER + secret;
  }

  boolean sameSecret(Token other) {
    return MessageDigest.isEqual(bytes(), other.bytes());
  }

  /** Takes the same time wherever the two begin to differ. */
  boolean isIn(String authorization) {
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && MessageDigest.isEqual(
            bytes(), authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
  }

  private byte[] bytes() {
    return secret.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return name + ":(secret)";
  }
}
