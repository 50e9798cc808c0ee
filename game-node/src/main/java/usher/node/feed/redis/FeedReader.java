package usher.node.feed.redis;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;
import usher.common.journal.redis.JournalAddress;
import usher.common.journal.redis.JournalUnusableException;
import usher.common.journal.redis.PlainRedis;
import usher.node.feed.FeedEvents;

/** Keeps a connection subscribed, and reads it: the thread {@code feed-in}. */
final class FeedReader implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(FeedReader.class);

  private final JournalAddress address;
  private final FeedEvents events;
  private final FeedWriter writer;
  private final Pace pace = new Pace();
  private volatile @Nullable Thread thread;
  private volatile @Nullable Subscription current;
  private volatile boolean closed;
  private String logged = "";
  private long number;

  FeedReader(JournalAddress address, FeedEvents events, FeedWriter writer) {
    this.address = address;
    this.events = events;
    this.writer = writer;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    while (!closed) {
      try (PlainRedis redis = PlainRedis.connect(address)) {
        read(redis);
      } catch (JournalUnusableException e) {
        tell(e.why());
      } catch (JedisException e) {
        tell("the connection to " + address + " broke: " + e.getMessage());
      } finally {
        current = null;
      }
      if (!closed) {
        LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(pace.nextMs()));
      }
    }
  }

  private void read(PlainRedis redis) {
    Subscription subscription = new Subscription(++number, redis, events, writer);
    current = subscription;
    if (closed) {
      return;
    }
    tell("");
    pace.reset();
    subscription.read();
  }

  private void tell(String why) {
    if (why.equals(logged) || closed) {
      return;
    }
    logged = why;
    if (why.isEmpty()) {
      log.info("feeds: connected to {}", address);
    } else {
      log.warn("feeds: {}; trying again", why);
    }
  }

  /** Ends it at once. Any thread. */
  void close() {
    closed = true;
    Subscription now = current;
    if (now != null) {
      now.breakOff();
    }
    LockSupport.unpark(thread);
  }
}
