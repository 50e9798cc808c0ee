package usher.node.game;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Events, commands and views as JSON. Any thread. */
public final class EventJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  // A state may have been written by another version of its game.
  private static final ObjectMapper STATES =
      MAPPER.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private EventJson() {}

  /** A fresh, empty object, to build a view with. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A value as a JSON tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** Reads a command; null where it is no JSON object. */
  public static @Nullable JsonNode command(byte[] utf8) {
    try {
      JsonNode json = MAPPER.readTree(utf8);
      return json.isObject() ? json : null;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Writes an event or a view.
   *
   * @throws IllegalStateException if Jackson cannot write it
   */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON can be made of " + value.getClass().getName(), e);
    }
  }

  /**
   * Reads an event back.
   *
   * @throws IllegalStateException if it is no event of this type
   */
  public static <E> E read(String json, Class<E> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no " + type.getName(), e);
    }
  }

  /**
   * Reads a tree that we wrote.
   *
   * @throws IllegalStateException if it is no JSON
   */
  public static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON", e);
    }
  }

  /**
   * The text of one field of an object, read no further than to it; empty where it has none.
   *
   * @throws IllegalStateException if what comes before it is no JSON
   */
  public static String text(String json, String field) {
    try (JsonParser parser = MAPPER.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals(field);
        parser.nextToken();
        if (found) {
          return parser.getValueAsString("");
        }
        parser.skipChildren();
      }
      return "";
    } catch (IOException e) {
      throw new IllegalStateException("no JSON", e);
    }
  }

  /**
   * Reads a state back.
   *
   * @throws IllegalStateException if it is no state of this type
   */
  public static <S> S state(JsonNode json, Class<S> type) {
    try {
      return STATES.treeToValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no " + type.getName(), e);
    }
  }
}
