package usher.common.journal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.journal.RoomEvent;
import usher.common.player.EventId;

/**
 * Events as JSON, each an array: {@code [epoch,seq,"kind","by","seat",n,"what players are sent"]}.
 * What players are sent stands as a string, so that it comes back to the letter, whatever it is.
 */
final class EventsJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(3)
                  .maxStringLength(JournalLimits.MAX_COMMAND_BYTES)
                  .build())
          .build();
  private static final RoomEvent.Kind[] KINDS = RoomEvent.Kind.values();
  private static final String HEX = "0123456789abcdef";
  private static final int ROOM_PER_EVENT = 128;

  private EventsJson() {}

  static byte[] write(List<RoomEvent> events) {
    StringBuilder out = new StringBuilder(ROOM_PER_EVENT * events.size());
    out.append('[');
    for (RoomEvent event : events) {
      out.append(out.length() == 1 ? "[" : ",[");
      out.append(event.id().epoch()).append(',').append(event.id().seq()).append(',');
      quote(word(event.kind()), out);
      out.append(',');
      quote(event.by(), out);
      out.append(',');
      quote(event.seat(), out);
      out.append(',').append(event.n()).append(',');
      quote(event.json(), out);
      out.append(']');
    }
    return out.append(']').toString().getBytes(UTF_8);
  }

  /** A lone half of a surrogate pair cannot be written in UTF-8: it is escaped as control is. */
  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || (Character.isSurrogate(c) && !paired(text, i))) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(HEX.charAt((c >> shift) & 15));
        }
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static boolean paired(String text, int at) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }

  /** The events; null where these are none that we wrote. */
  static @Nullable List<RoomEvent> read(byte[] json) {
    List<RoomEvent> events = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(json)) {
      expect(parser, JsonToken.START_ARRAY);
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        events.add(event(parser));
      }
      return parser.currentToken() == JsonToken.END_ARRAY && parser.nextToken() == null
          ? events
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static RoomEvent event(JsonParser parser) throws IOException {
    EventId id = new EventId(number(parser), number(parser));
    RoomEvent.Kind kind = kind(text(parser));
    String by = text(parser);
    String seat = text(parser);
    long n = number(parser);
    RoomEvent event = new RoomEvent(id, kind, by, seat, n, text(parser));
    expect(parser, JsonToken.END_ARRAY);
    return event;
  }

  private static String word(RoomEvent.Kind kind) {
    return switch (kind) {
      case GAME -> "game";
      case JOINED -> "joined";
      case WATCHES -> "watches";
      case LEFT -> "left";
    };
  }

  private static RoomEvent.Kind kind(String word) throws IOException {
    for (RoomEvent.Kind kind : KINDS) {
      if (word(kind).equals(word)) {
        return kind;
      }
    }
    throw new IOException("no kind of event: " + word);
  }

  private static long number(JsonParser parser) throws IOException {
    expect(parser, JsonToken.VALUE_NUMBER_INT);
    long value = parser.getLongValue();
    if (value < 0) {
      throw new IOException("a number below 0");
    }
    return value;
  }

  private static String text(JsonParser parser) throws IOException {
    expect(parser, JsonToken.VALUE_STRING);
    return parser.getText();
  }

  private static void expect(JsonParser parser, JsonToken token) throws IOException {
    if (parser.nextToken() != token) {
      throw new IOException("no " + token);
    }
  }
}
