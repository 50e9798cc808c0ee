package usher.bench.failover;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import usher.common.player.EventId;

/**
 * A frame to a player of chat.
 *
 * @param n the command that it answers; 0 for none
 * @param what the text said, or {@code joined ann}, {@code left ann}
 */
record Word(String type, EventId id, long n, @Nullable String seat, String what) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final EventId NONE = new EventId(0, 0);

  /**
   * Reads one.
   *
   * @throws IOException if it is no JSON object
   */
  static Word read(String text) throws IOException {
    String type = "";
    EventId id = NONE;
    long n = 0;
    String seat = null;
    String what = "";
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        switch (field) {
          case "type" -> type = json.getValueAsString("");
          case "id" -> id = parsed(json.getValueAsString(""));
          case "n" -> n = json.getValueAsLong();
          case "seat" -> seat = json.getValueAsString();
          case "event" -> what = what(json);
          default -> {
            if (value.isStructStart()) {
              json.skipChildren();
            }
          }
        }
      }
    }
    return new Word(type, id, n, seat, what);
  }

  private static EventId parsed(String text) {
    EventId id = EventId.parse(text);
    return id == null ? NONE : id;
  }

  private static String what(JsonParser json) throws IOException {
    String what = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "say" -> what = json.getValueAsString("");
        case "joined", "left" -> what = field + " " + json.getValueAsString("");
        default -> json.skipChildren();
      }
    }
    return what;
  }
}
