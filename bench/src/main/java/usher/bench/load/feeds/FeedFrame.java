package usher.bench.load.feeds;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a frame at feeds says, as far as the load cares; a word that is not there is empty.
 *
 * @param topics of an answer
 * @param seq of a message that the load published
 * @param atNs when it was published, by {@link System#nanoTime}
 */
record FeedFrame(
    String type,
    String node,
    String topic,
    List<String> topics,
    String reason,
    long seq,
    long atNs) {
  private static final JsonFactory JSON = new JsonFactory();

  /** A message of the load's own. */
  static String message(long seq, long atNs) {
    return "{\"seq\":" + seq + ",\"at\":" + atNs + "}";
  }

  /**
   * Reads one frame.
   *
   * @throws IOException if it is no JSON object, or says no type
   */
  static FeedFrame read(String text) throws IOException {
    String type = "";
    String node = "";
    String topic = "";
    String reason = "";
    List<String> topics = List.of();
    long[] stamp = {-1, 0};
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("a frame that is no JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        switch (field) {
          case "type" -> type = json.getValueAsString("");
          case "node" -> node = json.getValueAsString("");
          case "topic" -> topic = json.getValueAsString("");
          case "reason" -> reason = json.getValueAsString("");
          case "topics" -> topics = strings(json);
          case "message" -> readStamp(json, value, stamp);
          default -> json.skipChildren();
        }
      }
    }
    if (type.isEmpty()) {
      throw new IOException("a frame without a type");
    }
    return new FeedFrame(type, node, topic, topics, reason, stamp[0], stamp[1]);
  }

  private static List<String> strings(JsonParser json) throws IOException {
    List<String> strings = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      strings.add(json.getText());
    }
    return strings;
  }

  private static void readStamp(JsonParser json, JsonToken value, long[] stamp) throws IOException {
    if (value != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "seq" -> stamp[0] = json.getValueAsLong();
        case "at" -> stamp[1] = json.getValueAsLong();
        default -> json.skipChildren();
      }
    }
  }
}
