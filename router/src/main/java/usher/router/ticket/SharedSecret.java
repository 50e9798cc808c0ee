package usher.router.ticket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of HS256 as it stands in a file: one line of text without blanks, or random bytes.
 * Pure.
 */
final class SharedSecret {
  private static final String RIGHT =
      ": it is a public key in PEM (-----BEGIN PUBLIC KEY-----), a JWK set in JSON"
          + " ({\"keys\":[...]}), or a secret in one line without blanks, as 'openssl rand -hex 32'"
          + " writes it";

  private SharedSecret() {}

  /**
   * @throws IllegalArgumentException if it is none, or one that others may know; the message says
   *     what would be right, and nothing of what it is
   */
  static SecretKey of(byte[] bytes) {
    byte[] secret = withoutLineEnd(bytes);
    if (secret.length == 0) {
      throw new IllegalArgumentException("it is empty" + RIGHT);
    }
    String known = KnownForm.of(bytes);
    if (known != null) {
      throw new IllegalArgumentException(
          "it looks like " + known + ", which is not taken for a secret" + RIGHT);
    }
    if (KnownForm.isText(secret) && hasBlanks(secret)) {
      throw new IllegalArgumentException(
          "it has several words or lines, which are not taken for a secret" + RIGHT);
    }
    return new SecretKeySpec(secret, "HmacSHA256");
  }

  /** A secret that is text ends before the line's end that editors add; any other is as it is. */
  private static byte[] withoutLineEnd(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      if (bytes[i] < ' ' || bytes[i] > '~') {
        return bytes;
      }
    }
    return Arrays.copyOf(bytes, end);
  }

  /** Whether there are any but at its end, where they are no words between. */
  private static boolean hasBlanks(byte[] secret) {
    String text = new String(secret, StandardCharsets.UTF_8);
    String line = text.replaceFirst("[\\r\\n]+$", "");
    return line.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
  }
}
