package usher.common.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import usher.common.player.EventId;
import usher.common.player.Role;
import usher.common.player.SeatQuery;
import usher.common.player.Visitor;
import usher.common.room.RoomId;

/** The payload of {@link LinkType#OPEN}: an {@link OpenRequest} as a JSON object. */
public final class OpenJson {
  /** The longest seat token, in characters. */
  public static final int MAX_TOKEN_LENGTH = 64;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private OpenJson() {}

  /** The request as the bytes of a payload. */
  public static byte[] write(OpenRequest open) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("room", open.room().value());
    json.put("seat", open.token());
    json.put("fresh", open.fresh());
    json.put("count", open.count());
    if (open.after() != null) {
      json.put("after", open.after().toString());
    }
    json.put("answered", open.answered());
    json.put("upTo", open.upTo());
    if (open.game() != null) {
      json.put("game", open.game());
    }
    if (open.player() != null) {
      json.put("player", open.player());
    }
    json.put("role", open.role().word());
    if (open.delaySeconds() > 0) {
      json.put("delay", open.delaySeconds());
    }
    if (open.publish()) {
      json.put("publish", true);
    }
    if (open.visitor().verified()) {
      json.put("verified", true);
    }
    if (open.visitor().address() != null) {
      json.put("address", open.visitor().address());
    }
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an open that is no JSON", e);
    }
  }

  /**
   * Reads a payload.
   *
   * @throws LinkFormatException if it is none; the message says what is wrong
   */
  public static OpenRequest read(ByteBuf payload) throws LinkFormatException {
    JsonNode json;
    try (ByteBufInputStream in = new ByteBufInputStream(payload.slice())) {
      json = MAPPER.readTree((java.io.InputStream) in);
    } catch (IOException e) {
      throw new LinkFormatException("an open is one JSON object");
    }
    String room = text(json, "room");
    String token = text(json, "seat");
    if (room == null || !RoomId.isValid(room)) {
      throw new LinkFormatException("the room of an open is " + RoomId.RULE);
    }
    if (token == null || token.isEmpty() || token.length() > MAX_TOKEN_LENGTH) {
      throw new LinkFormatException(
          "the seat of an open has 1 to " + MAX_TOKEN_LENGTH + " characters");
    }
    String role = text(json, "role");
    Role parsed = role == null ? Role.PLAYER : Role.parse(role);
    if (parsed == null) {
      throw new LinkFormatException("the role of an open is player or spectator");
    }
    return new OpenRequest(
        new RoomId(room),
        token,
        json.path("fresh").asBoolean(),
        number(json, "count"),
        after(json),
        number(json, "answered"),
        number(json, "upTo"),
        text(json, "game"),
        text(json, "player"),
        parsed,
        delay(json),
        json.path("publish").asBoolean(),
        visitor(json));
  }

  private static Visitor visitor(JsonNode json) throws LinkFormatException {
    String address = text(json, "address");
    if (address != null && address.length() > Visitor.MAX_ADDRESS_LENGTH) {
      throw new LinkFormatException(
          "the address of an open has at most " + Visitor.MAX_ADDRESS_LENGTH + " characters");
    }
    return new Visitor(json.path("verified").asBoolean(), address);
  }

  private static int delay(JsonNode json) throws LinkFormatException {
    long seconds = number(json, "delay");
    if (seconds > SeatQuery.MAX_DELAY_SECONDS) {
      throw new LinkFormatException(
          "the delay of an open is a number of seconds up to " + SeatQuery.MAX_DELAY_SECONDS);
    }
    return (int) seconds;
  }

  private static @Nullable EventId after(JsonNode json) throws LinkFormatException {
    String text = text(json, "after");
    EventId after = text == null ? null : EventId.parse(text);
    if (text != null && after == null) {
      throw new LinkFormatException("the last event heard is epoch-seq, as in 7-42");
    }
    return after;
  }

  private static long number(JsonNode json, String field) throws LinkFormatException {
    JsonNode value = json.path(field);
    if (value.isMissingNode()) {
      return 0;
    }
    if (!value.canConvertToLong() || value.longValue() < 0) {
      throw new LinkFormatException(field + " of an open is a number from 0");
    }
    return value.longValue();
  }

  private static @Nullable String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isTextual() ? value.textValue() : null;
  }
}
