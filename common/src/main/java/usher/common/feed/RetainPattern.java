package usher.common.feed;

import java.util.ArrayList;
import java.util.List;
import usher.common.room.RoomId;

/**
 * Topics whose last message is kept: a name in which {@code *} stands for any run of characters,
 * none included.
 *
 * @param value the pattern as it is given; Redis understands it as it stands
 */
public record RetainPattern(String value) {
  /** What a valid pattern is, for the message of an error. */
  public static final String RULE =
      "1 to 128 of A-Z a-z 0-9 . _ ~ - and *, which stands for any run of characters";

  /**
   * @throws IllegalArgumentException if the value is no pattern; the message says what is
   */
  public RetainPattern {
    if (!isValid(value)) {
      throw new IllegalArgumentException("a pattern of topics is " + RULE);
    }
  }

  /** Whether these characters are a pattern. */
  public static boolean isValid(String text) {
    // With x for each *, so that * alone, and what is as long as a name, are patterns.
    return RoomId.isValid(text.replace('*', 'x'));
  }

  /**
   * Reads a list with commas between.
   *
   * @throws IllegalArgumentException if one is no pattern, or there are too many; the message says
   *     what would be right
   */
  public static List<RetainPattern> list(String text) {
    List<RetainPattern> patterns = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      patterns.add(new RetainPattern(part.strip()));
    }
    if (patterns.size() > FeedLimits.MAX_RETAIN_PATTERNS) {
      throw new IllegalArgumentException(
          "there are at most " + FeedLimits.MAX_RETAIN_PATTERNS + " patterns of topics");
    }
    return List.copyOf(patterns);
  }

  /** Whether a topic is one of these. */
  public boolean matches(TopicName topic) {
    String name = topic.value();
    int at = 0;
    int in = 0;
    int star = -1;
    int resumeIn = 0;
    while (in < name.length()) {
      if (at < value.length() && value.charAt(at) == '*') {
        star = at++;
        resumeIn = in;
      } else if (at < value.length() && value.charAt(at) == name.charAt(in)) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++resumeIn;
      } else {
        return false;
      }
    }
    while (at < value.length() && value.charAt(at) == '*') {
      at++;
    }
    return at == value.length();
  }

  @Override
  public String toString() {
    return value;
  }
}
