package usher.common.room;

import java.util.Random;

/**
 * The id of a room: 1 to 128 of {@code A-Z a-z 0-9 . _ ~ -}, the characters that a URL carries as
 * they are.
 *
 * @param value the id as it stands in a path, in a message and in a log
 */
public record RoomId(String value) implements Comparable<RoomId> {
  /** The longest id, in characters. */
  public static final int MAX_LENGTH = 128;

  /** What a valid id is, for the message of an error. */
  public static final String RULE = "1 to 128 of A-Z a-z 0-9 . _ ~ -";

  private static final String FRESH_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int FRESH_LENGTH = 12;

  /**
   * @throws IllegalArgumentException if the value is no valid id; the message says what is
   */
  public RoomId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("a room id is " + RULE);
    }
  }

  /** Whether these characters are a room id. */
  public static boolean isValid(CharSequence text) {
    int length = text.length();
    if (length == 0 || length > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (!isIdCharacter(text.charAt(i))) {
        return false;
      }
    }
    // A URL's "." and ".." are steps in a path: browsers and proxies resolve them away.
    return !(length == 1 && text.charAt(0) == '.')
        && !(length == 2 && text.charAt(0) == '.' && text.charAt(1) == '.');
  }

  /**
   * An id for a room that did not exist before: 12 characters easily read aloud, 60 random bits.
   */
  public static RoomId fresh(Random random) {
    StringBuilder id = new StringBuilder(FRESH_LENGTH);
    for (int i = 0; i < FRESH_LENGTH; i++) {
      id.append(FRESH_ALPHABET.charAt(random.nextInt(FRESH_ALPHABET.length())));
    }
    return new RoomId(id.toString());
  }

  private static boolean isIdCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '~'
        || c == '-';
  }

  @Override
  public int compareTo(RoomId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
