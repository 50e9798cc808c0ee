package usher.router.edge.origin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the commas of a header that proxies append to, from the last to the first:
 * however the front of it is broken, or how long it is, what was appended is read all the same. One
 * owner, who stops when enough was read.
 */
final class LastFirst {
  private static final int BROKEN = -2;

  private final List<String> lines;
  private final boolean quotes;
  private int line;
  private int end = -1;

  /**
   * @param lines the header's values, as they came
   * @param quotes whether quotes keep commas together, as in {@code Forwarded}
   */
  LastFirst(List<String> lines, boolean quotes) {
    this.lines = lines;
    this.quotes = quotes;
    this.line = lines.size();
  }

  /** The one before; null where there is none, or where a quote ends that did not begin. */
  @Nullable String next() {
    if (end < 0) {
      if (line == 0) {
        return null;
      }
      line--;
      end = lines.get(line).length();
    }
    String text = lines.get(line);
    int comma = quotes ? comma(text, end) : text.lastIndexOf(',', end - 1);
    if (comma == BROKEN) {
      line = 0;
      end = -1;
      return null;
    }
    String next = text.substring(comma + 1, end).strip();
    end = comma;
    return next;
  }

  private static int comma(String text, int end) {
    boolean quoted = false;
    for (int i = end - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (c == '"' && !(quoted && isEscaped(text, i))) {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        return i;
      }
    }
    return quoted ? BROKEN : -1;
  }

  private static boolean isEscaped(String text, int at) {
    int from = at;
    while (from > 0 && text.charAt(from - 1) == '\\') {
      from--;
    }
    return (at - from) % 2 == 1;
  }
}
