package usher.common.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import usher.common.feed.FeedLimits;
import usher.common.feed.TopicName;
import usher.common.player.PlayerName;
import usher.common.room.NamePattern;

/** The payload of {@link LinkType#FEED_OPEN}: a {@link FeedOpen} as a JSON object. */
public final class FeedOpenJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private FeedOpenJson() {}

  /** The request as the bytes of a payload. */
  public static byte[] write(FeedOpen open) {
    ObjectNode json = MAPPER.createObjectNode();
    if (open.player() != null) {
      json.put("player", open.player());
    }
    ArrayNode topics = json.putArray("topics");
    open.topics().forEach(topic -> topics.add(topic.value()));
    if (open.permitted() != null) {
      ArrayNode permitted = json.putArray("permitted");
      open.permitted().forEach(pattern -> permitted.add(pattern.value()));
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
  public static FeedOpen read(ByteBuf payload) throws LinkFormatException {
    JsonNode json;
    try (ByteBufInputStream in = new ByteBufInputStream(payload.slice())) {
      json = MAPPER.readTree((java.io.InputStream) in);
    } catch (IOException e) {
      throw new LinkFormatException("an open of feeds is one JSON object");
    }
    if (json == null || !json.isObject()) {
      throw new LinkFormatException("an open of feeds is one JSON object");
    }
    return new FeedOpen(
        player(json.path("player")),
        topics(json.path("topics")),
        permitted(json.path("permitted")));
  }

  private static @Nullable List<NamePattern> permitted(JsonNode json) throws LinkFormatException {
    if (json.isMissingNode()) {
      return null;
    }
    if (!json.isArray() || json.size() > FeedOpen.MAX_PERMITTED) {
      throw new LinkFormatException(
          "what an open of feeds permits is a list of at most "
              + FeedOpen.MAX_PERMITTED
              + " patterns");
    }
    List<NamePattern> permitted = new ArrayList<>(json.size());
    for (JsonNode pattern : json) {
      if (!pattern.isTextual() || !NamePattern.isValid(pattern.textValue())) {
        throw new LinkFormatException("a pattern is " + NamePattern.RULE);
      }
      permitted.add(new NamePattern(pattern.textValue()));
    }
    return permitted;
  }

  private static @Nullable String player(JsonNode json) throws LinkFormatException {
    if (json.isMissingNode() || json.isNull()) {
      return null;
    }
    if (!json.isTextual() || !PlayerName.isValid(json.textValue())) {
      throw new LinkFormatException("the player of an open of feeds is " + PlayerName.RULE);
    }
    return json.textValue();
  }

  private static List<TopicName> topics(JsonNode json) throws LinkFormatException {
    if (json.isMissingNode() || json.isNull()) {
      return List.of();
    }
    if (!json.isArray() || json.size() > FeedLimits.MAX_TOPICS_OF_SEAT) {
      throw new LinkFormatException(
          "the topics of an open of feeds are a list of at most " + FeedLimits.MAX_TOPICS_OF_SEAT);
    }
    Set<TopicName> topics = new LinkedHashSet<>();
    for (JsonNode topic : json) {
      if (!topic.isTextual() || !TopicName.isValid(topic.textValue())) {
        throw new LinkFormatException("a topic is " + TopicName.RULE);
      }
      topics.add(new TopicName(topic.textValue()));
    }
    return List.copyOf(topics);
  }
}
