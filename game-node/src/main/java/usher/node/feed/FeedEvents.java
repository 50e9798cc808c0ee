package usher.node.feed;

import org.jspecify.annotations.Nullable;
import usher.common.feed.TopicName;

/**
 * What a source hears; any thread may tell, and all that one connection hears is told by one thread
 * in its order.
 */
public interface FeedEvents {
  /** It is connected; the number is one above 0 that none had before. */
  void connected(long number);

  /** The connection broke. */
  void broke();

  /** A SUBSCRIBE is confirmed. */
  void subscribed(TopicName topic);

  /** An UNSUBSCRIBE is confirmed. */
  void unsubscribed(TopicName topic);

  /** A message was published. */
  void message(TopicName topic, byte[] message);

  /**
   * The last message of a topic, as it was asked for.
   *
   * @param message null where none is known
   */
  void fetched(long ask, TopicName topic, byte @Nullable [] message);
}
