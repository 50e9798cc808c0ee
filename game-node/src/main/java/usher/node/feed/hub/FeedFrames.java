package usher.node.feed.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import usher.common.feed.TopicName;
import usher.common.player.PlayerFrame;

/** Every frame that a seat at feeds is sent, as JSON; docs/PROTOCOL.md shows each. Any thread. */
public final class FeedFrames {
  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] RETAINED = ",\"retained\":true}".getBytes(StandardCharsets.US_ASCII);

  private FeedFrames() {}

  static PlayerFrame welcome(boolean acrossNodes, String node) {
    String feeds = acrossNodes ? "cluster" : "node";
    return text("{\"type\":\"welcome\",\"feeds\":\"" + feeds + "\",\"node\":\"" + node + "\"}");
  }

  static PlayerFrame subscribed(long n, Collection<TopicName> topics) {
    return answer("subscribed", n, topics);
  }

  static PlayerFrame unsubscribed(long n, Collection<TopicName> topics) {
    return answer("unsubscribed", n, topics);
  }

  private static PlayerFrame answer(String type, long n, Collection<TopicName> topics) {
    String names =
        topics.stream().map(topic -> quoted(topic.value())).collect(Collectors.joining(","));
    return text("{\"type\":\"" + type + "\",\"n\":" + n + ",\"topics\":[" + names + "]}");
  }

  static PlayerFrame rejected(long n, String reason) {
    return text("{\"type\":\"rejected\",\"n\":" + n + ",\"reason\":" + quoted(reason) + "}");
  }

  /** Messages may have been missed. */
  public static PlayerFrame gap(TopicName topic) {
    return text("{\"type\":\"gap\",\"topic\":" + quoted(topic.value()) + "}");
  }

  /**
   * A message as all hear it: JSON, where it is one value of that, else a text.
   *
   * @return null if its bytes are no UTF-8
   */
  public static @Nullable PlayerFrame message(TopicName topic, byte[] message) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(message))
              .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
    String value = isJson(text) ? text.strip() : quoted(text);
    return text(
        "{\"type\":\"message\",\"topic\":" + quoted(topic.value()) + ",\"message\":" + value + "}");
  }

  /** The same message for those who come after it. */
  static PlayerFrame retained(PlayerFrame message) {
    byte[] fresh = message.payload();
    byte[] kept = Arrays.copyOf(fresh, fresh.length - 1 + RETAINED.length);
    System.arraycopy(RETAINED, 0, kept, fresh.length - 1, RETAINED.length);
    return PlayerFrame.text(kept);
  }

  private static boolean isJson(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private static PlayerFrame text(String json) {
    return PlayerFrame.text(json.getBytes(StandardCharsets.UTF_8));
  }
}
