package usher.common.feed;

import org.jspecify.annotations.Nullable;

/** What topics are called in Redis. */
public final class FeedKeys {
  /** A channel that is no topic's: for what keeps a connection subscribed, or alive. */
  public static final String NO_TOPIC = "usher:feeds";

  private static final String CHANNEL = "usher:feed:";
  private static final String LAST = "usher:feed-last:";

  private FeedKeys() {}

  /** The channel that a topic's messages are published to, as in {@code usher:feed:AAPL}. */
  public static String channel(TopicName topic) {
    return CHANNEL + topic.value();
  }

  /** The channels of all topics of a pattern, for PSUBSCRIBE. */
  public static String channels(RetainPattern pattern) {
    return CHANNEL + pattern.value();
  }

  /** The topic of a channel; null where it is none. */
  public static @Nullable TopicName topic(String channel) {
    if (!channel.startsWith(CHANNEL)) {
      return null;
    }
    String name = channel.substring(CHANNEL.length());
    return TopicName.isValid(name) ? new TopicName(name) : null;
  }

  /** The key of a topic's last message, as in {@code usher:feed-last:AAPL}. */
  public static String last(TopicName topic) {
    return LAST + topic.value();
  }
}
