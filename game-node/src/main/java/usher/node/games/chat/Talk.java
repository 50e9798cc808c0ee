package usher.node.games.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last words said in a room; immutable.
 *
 * @param last the oldest first, at most {@link #MAX_LINES}
 * @param count how many were said in all
 */
public record Talk(List<Line> last, long count) {
  /** The most lines that are kept for newcomers. */
  public static final int MAX_LINES = 10;

  /** The longest line, in characters. */
  public static final int MAX_LENGTH = 1_000;

  /** Nobody said anything yet. */
  public static final Talk EMPTY = new Talk(List.of(), 0);

  /** Something that was said. */
  public record Line(String by, String say) {}

  /** Why something may not be said; null where it may. */
  public static @Nullable String whyNot(String say) {
    if (say.isBlank()) {
      return "say something, as in {\"say\":\"hi\"}";
    }
    return say.length() > MAX_LENGTH ? "say at most " + MAX_LENGTH + " characters" : null;
  }

  /** The talk after one more line. */
  public Talk with(String by, String say) {
    List<Line> lines = new ArrayList<>(last);
    lines.add(new Line(by, say));
    return new Talk(
        List.copyOf(lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size())), count + 1);
  }

  /** Puts the lines into an object of a view, as {@code messages}. */
  public void show(ObjectNode view) {
    ArrayNode messages = view.putArray("messages");
    last.forEach(line -> messages.addObject().put("by", line.by()).put("say", line.say()));
  }
}
