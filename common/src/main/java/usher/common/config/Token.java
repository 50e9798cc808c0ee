package usher.common.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** A secret shared between processes, compared in a time that does not tell how much was right. */
public final class Token {
  /** The fewest characters of a token: a shorter one could be guessed. */
  public static final int MIN_LENGTH = 16;

  /** The most characters of a token. */
  public static final int MAX_LENGTH = 512;

  private static final String BEARER = "Bearer ";

  private final String secret;

  /**
   * @throws IllegalArgumentException if it is out of rule; the message says what would be right
   */
  public Token(String secret) {
    if (secret.length() < MIN_LENGTH
        || secret.length() > MAX_LENGTH
        || !secret.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "a token is "
              + MIN_LENGTH
              + " to "
              + MAX_LENGTH
              + " printable ASCII characters, no blanks");
    }
    this.secret = secret;
  }

  /**
   * Reads the token that stands alone in a file.
   *
   * @throws FlagException if the file cannot be read or holds no token
   */
  public static Token read(Path file) {
    try {
      return new Token(Files.readString(file).strip());
    } catch (IOException e) {
      throw new FlagException("--token-file: cannot read '" + file + "' (" + e + ")");
    } catch (IllegalArgumentException e) {
      throw new FlagException("--token-file: '" + file + "': " + e.getMessage());
    }
  }

  /** What stands in the header {@code Authorization} of a request that has this token. */
  public String authorization() {
    return BEARER + secret;
  }

  /** Whether this value of the header {@code Authorization} carries this token; any thread. */
  public boolean isIn(String authorization) {
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && MessageDigest.isEqual(
            secret.getBytes(StandardCharsets.UTF_8),
            authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
