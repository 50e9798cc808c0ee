package usher.common.feed;

import java.util.ArrayList;
import java.util.List;
import usher.common.room.NamePattern;

/**
 * Topics whose last message is kept: a name in which {@code *} stands for any run of characters,
 * none included.
 *
 * @param value the pattern as it is given; Redis understands it as it stands
 */
public record RetainPattern(String value) {
  /** What a valid pattern is, for the message of an error. */
  public static final String RULE = NamePattern.RULE;

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
    return NamePattern.isValid(text);
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
    return new NamePattern(value).matches(topic.value());
  }

  @Override
  public String toString() {
    return value;
  }
}
