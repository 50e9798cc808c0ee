package usher.router.admin.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants more exactly: a body that is empty, or a JSON object of texts.
 *
 * @param right what a right body looks like, for messages
 */
record Wish(JsonNode object, String right) {
  private static final ObjectReader JSON =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int SHOWN_CHARS = 32;

  /**
   * Reads a body.
   *
   * @param fields the names it may have
   * @throws WrongRequestException if it is anything else
   */
  static Wish read(String body, String right, String... fields) {
    JsonNode object;
    try {
      object = JSON.readTree(body.isBlank() ? "{}" : body);
    } catch (JsonProcessingException e) {
      throw wrong(right + "; this is no JSON");
    }
    if (!object.isObject()) {
      throw wrong(right + "; this is no JSON object");
    }
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!List.of(fields).contains(name)) {
        throw wrong(right + "; it has no field '" + shown(name) + "'");
      }
    }
    return new Wish(object, right);
  }

  /**
   * A field's text.
   *
   * @return null where it is missing, or null
   * @throws WrongRequestException if it is no text
   */
  @Nullable String text(String field) {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw not("'" + field + "' is a text");
    }
    return value.textValue();
  }

  /** A body that is wrong in this way. */
  WrongRequestException not(String rule) {
    return wrong(right + "; " + rule);
  }

  private static WrongRequestException wrong(String message) {
    return new WrongRequestException(400, "bad-request", message);
  }

  private static String shown(String name) {
    return name.length() <= SHOWN_CHARS ? name : name.substring(0, SHOWN_CHARS) + "…";
  }
}
