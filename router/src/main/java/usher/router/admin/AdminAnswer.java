package usher.router.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer to an operator, small enough to be built whole.
 *
 * @param body goes out as UTF-8
 * @param done what was changed, in words for the log; null where nothing was
 * @param allow the methods that the path takes, where this says that it does not take the one asked
 */
public record AdminAnswer(
    int status, String contentType, String body, @Nullable String done, List<String> allow) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public AdminAnswer {
    allow = List.copyOf(allow);
  }

  /** A value as Jackson writes it. */
  public static AdminAnswer json(int status, Object value) {
    try {
      return text(status, "application/json", JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer of ours is no JSON", e);
    }
  }

  /** What was wrong, and what would be right. */
  public static AdminAnswer error(int status, String word, String message) {
    return json(status, new Wrong(word, message));
  }

  /** What this path does not take. */
  public static AdminAnswer badMethod(String method, List<String> allow) {
    AdminAnswer wrong =
        error(
            405,
            "bad-method",
            "this path takes " + String.join(" and ", allow) + ", not '" + method + "'");
    return new AdminAnswer(wrong.status(), wrong.contentType(), wrong.body(), null, allow);
  }

  public static AdminAnswer text(int status, String contentType, String body) {
    return new AdminAnswer(status, contentType, body, null, List.of());
  }

  /** The same, of a change that was made. */
  public AdminAnswer done(String what) {
    return new AdminAnswer(status, contentType, body, what, allow);
  }

  private record Wrong(String error, String message) {}
}
