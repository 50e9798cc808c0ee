package usher.bench.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a frame to a player says, as far as the load cares.
 *
 * @param type its {@code type}; {@link #VOLATILE} for bytes of a game's own
 * @param node who serves the room, in a welcome
 * @param seat the token, in a welcome
 * @param id {@code epoch-seq}, where there is one
 * @param n the player's command that it answers, or 0
 */
record Heard(
    String type,
    @Nullable String node,
    @Nullable String seat,
    @Nullable String id,
    long n,
    @Nullable Stamp stamp) {
  static final String VOLATILE = "volatile";

  private static final String TYPED = "{\"type\":";
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads one frame.
   *
   * @throws IOException if it starts like one of the node's own frames and is none
   */
  static Heard read(String text) throws IOException {
    if (!text.startsWith(TYPED)) {
      return new Heard(VOLATILE, null, null, null, 0, Stamp.find(text));
    }
    String type = "";
    String node = null;
    String seat = null;
    String id = null;
    long n = 0;
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        switch (field) {
          case "type" -> type = json.getValueAsString("");
          case "node" -> node = json.getValueAsString();
          case "seat" -> seat = json.getValueAsString();
          case "id" -> id = json.getValueAsString();
          case "n" -> n = json.getValueAsLong();
          default -> {
            if (value.isStructStart()) {
              json.skipChildren();
            }
          }
        }
      }
    }
    Stamp stamp = type.equals("event") ? Stamp.find(text) : null;
    return new Heard(type, node, seat, id, n, stamp);
  }

  /** The seq of the id; 0 if there is none. */
  long seq() {
    return id == null ? 0 : seq(id);
  }

  private static long seq(String id) {
    try {
      return Long.parseLong(id, id.indexOf('-') + 1, id.length(), 10);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The epoch of the id; 0 if there is none. */
  long epoch() {
    int dash = id == null ? -1 : id.indexOf('-');
    if (id == null || dash < 1) {
      return 0;
    }
    try {
      return Long.parseLong(id, 0, dash, 10);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
