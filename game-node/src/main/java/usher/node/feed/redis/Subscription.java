package usher.node.feed.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BinaryJedisPubSub;
import usher.common.feed.FeedKeys;
import usher.common.feed.TopicName;
import usher.common.journal.redis.PlainRedis;
import usher.node.feed.FeedEvents;

/**
 * One connection that is subscribed. Read by {@code feed-in}, which tells what it hears in its
 * order; once it is connected, written by {@code feed-out} alone.
 */
final class Subscription extends BinaryJedisPubSub {
  /** Subscribed to for as long as the connection lasts: without any channel it would be over. */
  private static final byte[] KEEP = FeedKeys.NO_TOPIC.getBytes(StandardCharsets.US_ASCII);

  private final long number;
  private final PlainRedis redis;
  private final FeedEvents events;
  private final FeedWriter writer;
  private boolean connected;

  Subscription(long number, PlainRedis redis, FeedEvents events, FeedWriter writer) {
    this.number = number;
    this.redis = redis;
    this.events = events;
    this.writer = writer;
  }

  /** The number that tells it from all others. */
  long number() {
    return number;
  }

  /** Reads until the connection breaks, or is silent for too long. */
  void read() {
    try {
      proceed(redis.any().getConnection(), KEEP);
    } finally {
      if (connected) {
        writer.onBroke(this);
        events.broke();
      }
    }
  }

  /**
   * Sends what is answered; silence ends the reading. A PING would not do: a Redis that cannot
   * write to its disk refuses that, and publishes still.
   */
  void askWhetherItLives() {
    subscribe(KEEP);
  }

  void enter(List<TopicName> topics) {
    subscribe(channels(topics));
  }

  void leave(List<TopicName> topics) {
    unsubscribe(channels(topics));
  }

  private static byte[][] channels(List<TopicName> topics) {
    return topics.stream()
        .map(topic -> FeedKeys.channel(topic).getBytes(StandardCharsets.US_ASCII))
        .toArray(byte[][]::new);
  }

  /** Ends it at once. Any thread. */
  void breakOff() {
    redis.close();
  }

  private static @Nullable TopicName topic(byte[] channel) {
    return FeedKeys.topic(new String(channel, StandardCharsets.US_ASCII));
  }

  @Override
  public void onSubscribe(byte[] channel, int subscribed) {
    TopicName topic = topic(channel);
    if (topic != null) {
      events.subscribed(topic);
    } else if (!connected) {
      connected = true;
      writer.onConnected(this);
      events.connected(number);
    }
  }

  @Override
  public void onUnsubscribe(byte[] channel, int subscribed) {
    TopicName topic = topic(channel);
    if (topic != null) {
      events.unsubscribed(topic);
    }
  }

  @Override
  public void onMessage(byte[] channel, byte[] message) {
    TopicName topic = topic(channel);
    if (topic != null) {
      events.message(topic, message);
    }
  }
}
