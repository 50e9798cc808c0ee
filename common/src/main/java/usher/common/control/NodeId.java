package usher.common.control;

/**
 * The name an operator gives a node, kept over its restarts: 1 to 64 of {@code A-Z a-z 0-9 . _ -}.
 *
 * @param value the name as it stands in flags, messages and logs
 */
public record NodeId(String value) implements Comparable<NodeId> {
  /** The longest name, in characters. */
  public static final int MAX_LENGTH = 64;

  /** What a valid name is, for the message of an error. */
  public static final String RULE = "1 to 64 of A-Z a-z 0-9 . _ -";

  /**
   * @throws IllegalArgumentException if the value is no valid name; the message says what is
   */
  public NodeId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("a node id is " + RULE);
    }
  }

  /** Whether this text is a node id. */
  public static boolean isValid(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    return text.chars()
        .allMatch(
            c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '_'
                    || c == '-');
  }

  @Override
  public int compareTo(NodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
