package usher.common.player;

import java.security.SecureRandom;
import java.util.Base64;

/** What a seat is resumed with: nobody can guess it. */
public final class SeatToken {
  private static final int RANDOM_BYTES = 18;
  private static final int LENGTH = RANDOM_BYTES / 3 * 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  private SeatToken() {}

  /** A token of 144 random bits: 24 of {@code A-Z a-z 0-9 - _}. */
  public static String fresh() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether a token could be ours by its form. */
  public static boolean isWellFormed(String text) {
    return text.length() == LENGTH
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '-'
                        || c == '_');
  }
}
