package usher.node.feed.hub;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import usher.common.feed.FeedLimits;
import usher.common.feed.TopicName;

/**
 * What a seat asks of feeds: to leave topics, then to hear topics.
 *
 * @param leave null where nothing is said of it
 * @param hear null where nothing is said of it
 */
record FeedCommand(@Nullable Set<TopicName> leave, @Nullable Set<TopicName> hear) {
  static final String RIGHT =
      "a command is {\"subscribe\":\"AAPL\"}, {\"unsubscribe\":\"AAPL\"}, or both in one object;"
          + " several topics stand in a list, as in {\"subscribe\":[\"AAPL\",\"MSFT\"]}";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Why a command is none; the message goes to the player. */
  static final class WrongCommandException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongCommandException(String reason) {
      super(reason, null, false, false);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  static FeedCommand parse(byte[] text) throws WrongCommandException {
    JsonNode json;
    try {
      json = MAPPER.readTree(new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new WrongCommandException(RIGHT);
    }
    if (json == null || !json.isObject()) {
      throw new WrongCommandException(RIGHT);
    }
    FeedCommand command =
        new FeedCommand(topics(json.path("unsubscribe")), topics(json.path("subscribe")));
    if (command.leave() == null && command.hear() == null) {
      throw new WrongCommandException(RIGHT);
    }
    return command;
  }

  private static @Nullable Set<TopicName> topics(JsonNode json) throws WrongCommandException {
    if (json.isMissingNode()) {
      return null;
    }
    Set<TopicName> topics = new LinkedHashSet<>();
    if (json.isTextual()) {
      topics.add(topic(json));
    } else if (!json.isArray() || json.isEmpty()) {
      throw new WrongCommandException(RIGHT);
    }
    if (json.size() > FeedLimits.MAX_TOPICS_OF_SEAT) {
      throw new WrongCommandException(
          "a seat has at most " + FeedLimits.MAX_TOPICS_OF_SEAT + " topics");
    }
    for (JsonNode each : json) {
      topics.add(topic(each));
    }
    return topics;
  }

  private static TopicName topic(JsonNode json) throws WrongCommandException {
    if (!json.isTextual()) {
      throw new WrongCommandException(RIGHT);
    }
    if (!TopicName.isValid(json.textValue())) {
      throw new WrongCommandException("a topic is " + TopicName.RULE);
    }
    return new TopicName(json.textValue());
  }
}
