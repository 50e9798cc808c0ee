package usher.router.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * An answer to an operator, small enough to be built whole.
 *
 * @param body goes out as UTF-8
 */
record AdminAnswer(int status, String contentType, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A value as Jackson writes it. */
  static AdminAnswer json(int status, Object value) {
    try {
      return new AdminAnswer(status, "application/json", JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer of ours is no JSON", e);
    }
  }

  /** What was wrong, and what would be right. */
  static AdminAnswer error(int status, String word, String message) {
    return json(status, Map.of("error", word, "message", message));
  }

  static AdminAnswer text(int status, String contentType, String body) {
    return new AdminAnswer(status, contentType, body);
  }
}
