package usher.node.feed.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import usher.common.feed.FeedKeys;
import usher.common.feed.TopicName;
import usher.common.journal.redis.JournalAddress;
import usher.common.journal.redis.JournalUnusableException;
import usher.common.journal.redis.PlainRedis;
import usher.node.feed.hub.FeedCount;
import usher.node.feed.hub.FeedCounts;

/**
 * Publishes messages in their order, and asks for the last of a topic, on a connection of its own.
 * While it is broken messages wait, up to a bound; those that were under way are published again,
 * for nobody can say whether they were. On {@code feed-out}, unless said otherwise.
 */
final class Publisher {
  private static final Logger log = LoggerFactory.getLogger(Publisher.class);

  private static final class Message {
    private final TopicName topic;
    private final byte[] bytes;

    Message(TopicName topic, byte[] bytes) {
      this.topic = topic;
      this.bytes = bytes;
    }
  }

  private final JournalAddress address;
  private final FeedCounts counts;
  private final ConcurrentLinkedDeque<Message> waiting = new ConcurrentLinkedDeque<>();
  private final AtomicInteger waitingMessages = new AtomicInteger();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Pace pace = new Pace();
  private volatile @Nullable PlainRedis redis;
  private volatile boolean closed;
  private long dueNs = System.nanoTime();

  Publisher(JournalAddress address, FeedCounts counts) {
    this.address = address;
    this.counts = counts;
  }

  /** Adds a message; false if too many wait. Any thread. */
  boolean offer(TopicName topic, byte[] bytes) {
    if (waitingMessages.get() >= FeedRedisLimits.MAX_WAITING_MESSAGES
        || waitingBytes.get() + bytes.length > FeedRedisLimits.MAX_WAITING_BYTES) {
      counts.add(FeedCount.UNPUBLISHED, 1);
      return false;
    }
    waitingMessages.incrementAndGet();
    waitingBytes.addAndGet(bytes.length);
    waiting.add(new Message(topic, bytes));
    return true;
  }

  /** How long there may be nothing to do, in milliseconds. */
  long waitMs() {
    return waiting.isEmpty() ? FeedRedisLimits.PING_MS : FeedRedisLimits.RECONNECT_FIRST_MS;
  }

  /** Publishes what waits, if it is connected or can be. */
  void flush() {
    while (!waiting.isEmpty() && !closed) {
      PlainRedis now = connected(false);
      if (now == null) {
        return;
      }
      List<Message> batch = new ArrayList<>();
      for (Message message : waiting) {
        if (batch.size() == FeedRedisLimits.MAX_BATCH) {
          break;
        }
        batch.add(message);
      }
      if (!publish(now, batch)) {
        return;
      }
      for (Message message : batch) {
        waiting.poll();
        waitingMessages.decrementAndGet();
        waitingBytes.addAndGet(-message.bytes.length);
      }
    }
  }

  private boolean publish(PlainRedis to, List<Message> batch) {
    try (Pipeline pipeline = new Pipeline(to.any())) {
      for (Message message : batch) {
        pipeline.publish(
            FeedKeys.channel(message.topic).getBytes(StandardCharsets.US_ASCII), message.bytes);
      }
      for (Object answer : pipeline.syncAndReturnAll()) {
        if (answer instanceof JedisDataException refused) {
          counts.add(FeedCount.UNPUBLISHED, 1);
          log.warn("feeds: Redis does not publish a message: {}", refused.getMessage());
        } else {
          counts.add(FeedCount.PUBLISHED, 1);
        }
      }
      return true;
    } catch (JedisException e) {
      broke(to, e);
      return false;
    }
  }

  /** The last message of a topic that was kept; null where none is known. */
  byte @Nullable [] last(TopicName topic) {
    PlainRedis now = connected(true);
    if (now == null) {
      return null;
    }
    byte[] key = FeedKeys.last(topic).getBytes(StandardCharsets.US_ASCII);
    try {
      return now.<byte @Nullable []>ofKey(jedis -> jedis.get(key));
    } catch (JedisDataException e) {
      // Redis answers, such as that a server of its cluster is gone: the connection is as good.
      log.debug("feeds: Redis does not say the last message of {}: {}", topic, e.getMessage());
      return null;
    } catch (JedisException e) {
      broke(now, e);
      return null;
    }
  }

  private void broke(PlainRedis which, JedisException e) {
    which.close();
    redis = null;
    if (!closed) {
      log.warn("feeds: the connection to publish by broke: {}", e.getMessage());
    }
  }

  private @Nullable PlainRedis connected(boolean atOnce) {
    PlainRedis known = redis;
    long nowNs = System.nanoTime();
    if (known != null || closed || (!atOnce && nowNs - dueNs < 0)) {
      return known;
    }
    try {
      PlainRedis made = PlainRedis.connect(address);
      redis = made;
      pace.reset();
      if (closed) {
        made.close();
      }
      return made;
    } catch (JournalUnusableException e) {
      dueNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pace.nextMs());
      log.debug("feeds: cannot publish now: {}", e.why());
      return null;
    }
  }

  /** Ends it at once. Any thread. */
  void breakOff() {
    closed = true;
    PlainRedis now = redis;
    if (now != null) {
      now.close();
    }
  }
}
