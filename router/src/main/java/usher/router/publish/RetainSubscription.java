package usher.router.publish;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.exceptions.JedisException;
import usher.common.feed.FeedKeys;
import usher.common.feed.FeedLimits;
import usher.common.feed.TopicName;
import usher.common.journal.redis.PlainRedis;

/**
 * One subscription to what is to be kept, from when it is made to when its connection breaks. It
 * hears on the thread {@code feed-retain}; {@link #watch} is called on another.
 */
final class RetainSubscription extends BinaryJedisPubSub {
  /** No topic: subscribed to again and again, to hear an answer. */
  private static final byte[] KEEP = FeedKeys.NO_TOPIC.getBytes(StandardCharsets.US_ASCII);

  private final PlainRedis redis;
  private final LastMessages last;
  private final PublishCounters counters;
  private volatile long heardNs = System.nanoTime();
  private volatile boolean subscribed;

  RetainSubscription(PlainRedis redis, LastMessages last, PublishCounters counters) {
    this.redis = redis;
    this.last = last;
    this.counters = counters;
  }

  /** Whether Redis took it. */
  boolean heardAnything() {
    return subscribed;
  }

  /** Asks Redis whether it is there; breaks the connection if it was silent too long. */
  void watch(long nowNs) {
    if (nowNs - heardNs > PublishLimits.SILENT.toNanos()) {
      end();
    } else if (subscribed) {
      try {
        // A Redis that cannot write to its disk refuses a PING, and publishes still.
        psubscribe(KEEP);
      } catch (JedisException e) {
        end();
      }
    }
  }

  /** Ends it: whoever waits on it goes on. */
  void end() {
    redis.close();
  }

  @Override
  public void onPSubscribe(byte[] pattern, int count) {
    heardNs = System.nanoTime();
    subscribed = true;
    counters.hears(true);
  }

  @Override
  public void onPMessage(byte[] pattern, byte[] channel, byte[] message) {
    heardNs = System.nanoTime();
    TopicName topic = FeedKeys.topic(new String(channel, StandardCharsets.UTF_8));
    if (topic == null) {
      return;
    }
    boolean fits = message.length <= FeedLimits.MAX_MESSAGE_BYTES && isUtf8(message);
    if (!fits || !last.put(topic, message)) {
      counters.dropped();
    }
  }

  private static boolean isUtf8(byte[] message) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
