package usher.common.player;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Every frame that a player is sent, as JSON; docs/PROTOCOL.md shows each. */
public final class PlayerFrames {
  /** Its room is changing hands. */
  public static final PlayerFrame PAUSED = constant("paused");

  /** The room lost its state and starts fresh; a welcome follows. */
  public static final PlayerFrame RESET = constant("reset");

  private static final JsonFactory JSON = new JsonFactory();
  private static final int USUAL_BYTES = 256;

  private PlayerFrames() {}

  /** An operator closes the room, and says why; the close follows. */
  public static PlayerFrame closing(String message) {
    return frame("closing", json -> json.writeStringField("message", message));
  }

  /**
   * Who the player is and what the room is like now.
   *
   * @param seatToken what a later connection resumes the seat with
   * @param last the last event that the state covers
   * @param state JSON
   */
  public record Welcome(
      String room,
      String game,
      String node,
      String seatToken,
      String player,
      String role,
      EventId last,
      String state) {}

  /** The frame of a {@link Welcome}. */
  public static PlayerFrame welcome(Welcome welcome) {
    return frame(
        "welcome",
        json -> {
          json.writeStringField("room", welcome.room());
          json.writeStringField("game", welcome.game());
          json.writeStringField("node", welcome.node());
          json.writeStringField("seat", welcome.seatToken());
          json.writeStringField("player", welcome.player());
          json.writeStringField("role", welcome.role());
          json.writeStringField("id", welcome.last().toString());
          json.writeNumberField("seq", welcome.last().seq());
          json.writeFieldName("state");
          json.writeRawValue(welcome.state());
        });
  }

  /**
   * Something happened.
   *
   * @param by the name of the player who caused it
   * @param n the number of the command that caused it, for the seat that asked; 0 for all others
   * @param event JSON
   */
  public static PlayerFrame event(EventId id, @Nullable String by, long n, String event) {
    return frame(
        "event",
        json -> {
          json.writeStringField("id", id.toString());
          json.writeNumberField("seq", id.seq());
          if (by != null) {
            json.writeStringField("by", by);
          }
          if (n > 0) {
            json.writeNumberField("n", n);
          }
          json.writeFieldName("event");
          json.writeRawValue(event);
        });
  }

  /** Command n was refused. */
  public static PlayerFrame rejected(long n, String reason) {
    return frame(
        "rejected",
        json -> {
          json.writeNumberField("n", n);
          json.writeStringField("reason", reason);
        });
  }

  /** Command n was accepted, and no event came of it. */
  public static PlayerFrame done(long n) {
    return frame("done", json -> json.writeNumberField("n", n));
  }

  /** All commands up to n are answered. */
  public static PlayerFrame settled(long n) {
    return frame("settled", json -> json.writeNumberField("n", n));
  }

  /** So many spectators watch the room. */
  public static PlayerFrame viewers(int count) {
    return frame("viewers", json -> json.writeNumberField("count", count));
  }

  /** A spectator with a delay is shown the room after so many seconds. */
  public static PlayerFrame waiting(long seconds) {
    return frame("waiting", json -> json.writeNumberField("seconds", seconds));
  }

  /** The room is back, on this node. */
  public static PlayerFrame resumed(String node) {
    return frame("resumed", json -> json.writeStringField("node", node));
  }

  private static PlayerFrame constant(String type) {
    return PlayerFrame.text(("{\"type\":\"" + type + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  private static PlayerFrame frame(String type, Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("type", type);
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return PlayerFrame.text(bytes.toByteArray());
  }

  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }
}
