package usher.node.feed.hub;

import usher.common.feed.TopicName;

/**
 * Where messages of other nodes come from and go to. Called on {@code feed-hub}; returns at once,
 * and tells the {@link Hub} later, on that thread.
 */
public interface FeedSource {
  /**
   * Subscribes to a topic; answered by {@link Hub#subscribed}.
   *
   * @param connection the number that {@link Hub#connected} told: nothing is sent on another
   */
  void subscribe(long connection, TopicName topic);

  /** Leaves a topic; answered by {@link Hub#unsubscribed}. */
  void unsubscribe(long connection, TopicName topic);

  /**
   * Asks for the last message of a topic; answered by {@link Hub#fetched}.
   *
   * @param ask a number that the answer names
   */
  void fetch(long ask, TopicName topic);

  /** Publishes a message, after those before it. */
  void publish(TopicName topic, byte[] message);
}
