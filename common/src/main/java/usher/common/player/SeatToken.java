package usher.common.player;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a seat is resumed with: nobody can guess it. One that is bound to a player is followed by a
 * hash of itself and the player's name, so that whoever finds it can not use it under another name:
 * a room knows the seat by the whole token.
 */
public final class SeatToken {
  private static final int RANDOM_BYTES = 18;
  private static final int LENGTH = RANDOM_BYTES / 3 * 4;
  private static final int BOUND_LENGTH = 2 * LENGTH;
  private static final SecureRandom RANDOM = new SecureRandom();

  private SeatToken() {}

  /** A token of 144 random bits: 24 of {@code A-Z a-z 0-9 - _}. */
  public static String fresh() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return text(bytes);
  }

  /** A token of 144 random bits, and 144 bits that fit this player only: 48 characters. */
  public static String bound(String player) {
    String random = fresh();
    return random + binding(random, player);
  }

  /** Whether a token is bound to this player. */
  public static boolean isBoundTo(String token, String player) {
    return token.length() == BOUND_LENGTH
        && binding(token.substring(0, LENGTH), player).equals(token.substring(LENGTH));
  }

  /** Whether a token could be ours by its form. */
  public static boolean isWellFormed(String text) {
    return (text.length() == LENGTH || text.length() == BOUND_LENGTH)
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '-'
                        || c == '_');
  }

  private static String binding(String random, String player) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(random.getBytes(US_ASCII));
      byte[] all = sha256.digest(player.getBytes(UTF_8));
      byte[] bytes = new byte[RANDOM_BYTES];
      System.arraycopy(all, 0, bytes, 0, RANDOM_BYTES);
      return text(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
