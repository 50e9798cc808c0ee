package usher.router.edge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Percent-encoded text of a request's target, as servers decode it. Pure. */
final class PercentText {
  private static final int HEX = 16;
  private static final int UNICODE_DIGITS = 4;

  private PercentText() {}

  /**
   * Decodes once; a {@code %} that begins no escape stays.
   *
   * @param text in ASCII, or decoded before
   * @return null where it is not UTF-8, or has an escape {@code %uXXXX}: servers differ in what
   *     these are, and a dot or a slash may be among it
   */
  static @Nullable String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] from = text.getBytes(StandardCharsets.UTF_8);
    byte[] to = new byte[from.length];
    int length = 0;
    for (int i = 0; i < from.length; i++) {
      byte next = from[i];
      if (next == '%' && isHex(from, i + 1, 2)) {
        next = (byte) (digit(from[i + 1]) * HEX + digit(from[i + 2]));
        i += 2;
      } else if (next == '%' && isUnicode(from, i + 1)) {
        return null;
      }
      to[length++] = next;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(to, 0, length)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean isUnicode(byte[] text, int at) {
    return at < text.length
        && (text[at] == 'u' || text[at] == 'U')
        && isHex(text, at + 1, UNICODE_DIGITS);
  }

  private static boolean isHex(byte[] text, int at, int count) {
    for (int i = at; i < at + count; i++) {
      if (i >= text.length || digit(text[i]) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int digit(byte character) {
    return Character.digit(character, HEX);
  }
}
