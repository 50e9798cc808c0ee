package usher.router.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import usher.common.control.NodeId;

/**
 * Where an operator wants a room: the body of a move.
 *
 * @param to null where any node will do
 */
record MoveWish(@Nullable NodeId to) {
  private static final ObjectReader JSON =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String RIGHT = "the body of a move is empty, or {\"to\":\"node-2\"}";

  /**
   * Reads a body.
   *
   * @throws IllegalArgumentException if it is no such wish; the message says what would be right
   */
  static MoveWish read(String body) {
    if (body.isBlank()) {
      return new MoveWish(null);
    }
    JsonNode wish;
    try {
      wish = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(RIGHT + "; this is no JSON", e);
    }
    if (!wish.isObject()) {
      throw new IllegalArgumentException(RIGHT + "; this is no JSON object");
    }
    for (Iterator<String> names = wish.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals("to")) {
        throw new IllegalArgumentException(RIGHT + "; it has no field '" + shown(name) + "'");
      }
    }
    JsonNode to = wish.get("to");
    if (to == null || to.isNull()) {
      return new MoveWish(null);
    }
    if (!to.isTextual() || !NodeId.isValid(to.textValue())) {
      throw new IllegalArgumentException(RIGHT + "; 'to' is a node id: " + NodeId.RULE);
    }
    return new MoveWish(new NodeId(to.textValue()));
  }

  private static String shown(String name) {
    return name.length() <= 32 ? name : name.substring(0, 32) + "…";
  }
}
