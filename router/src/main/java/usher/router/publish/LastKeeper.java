package usher.router.publish;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;
import usher.common.feed.FeedKeys;
import usher.common.feed.FeedLimits;
import usher.common.feed.RetainPattern;
import usher.common.journal.redis.JournalAddress;
import usher.common.journal.redis.JournalUnusableException;
import usher.common.journal.redis.PlainRedis;

/**
 * Keeps the last message of each topic of some patterns, also while no node listens to it. Its
 * thread {@code feed-retain} hears what is published, {@code feed-retain-write} keeps it, at the
 * pace that Redis takes: of many messages of one topic the last. What is published while the
 * subscription is broken is not kept.
 */
public final class LastKeeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LastKeeper.class);

  private final JournalAddress address;
  private final byte[][] channels;
  private final PublishCounters counters;
  private final LastMessages last =
      new LastMessages(PublishLimits.MAX_WAITING_TOPICS, PublishLimits.MAX_WAITING_BYTES);
  private final Thread hearing = new Thread(this::hear, "feed-retain");
  private final Thread writing = new Thread(this::write, "feed-retain-write");
  private volatile @Nullable RetainSubscription subscription;
  private volatile boolean closed;

  /** Why nothing is kept, as the log has it; on the thread {@code feed-retain}. */
  private String told = "";

  private LastKeeper(
      JournalAddress address, List<RetainPattern> patterns, PublishCounters counters) {
    this.address = address;
    this.counters = counters;
    this.channels =
        patterns.stream()
            .map(pattern -> FeedKeys.channels(pattern).getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    hearing.setDaemon(true);
    writing.setDaemon(true);
  }

  /** Starts its threads, which connect and go on trying. */
  public static LastKeeper start(
      JournalAddress address, List<RetainPattern> patterns, PublishCounters counters) {
    LastKeeper keeper = new LastKeeper(address, patterns, counters);
    keeper.hearing.start();
    keeper.writing.start();
    return keeper;
  }

  private void hear() {
    RetainPace pace = new RetainPace();
    while (!closed) {
      try (PlainRedis redis = PlainRedis.connect(address)) {
        RetainSubscription made = new RetainSubscription(redis, last, counters);
        subscription = made;
        told = "";
        redis.any().psubscribe(made, channels);
      } catch (JournalUnusableException e) {
        tell(e.why());
      } catch (JedisException e) {
        tell(String.valueOf(e.getMessage()));
      }
      RetainSubscription over = subscription;
      subscription = null;
      counters.hears(false);
      if (over != null && over.heardAnything()) {
        counters.broke();
        pace.reset();
      }
      if (!pause(pace)) {
        return;
      }
    }
  }

  private void tell(String why) {
    if (!closed && !why.equals(told)) {
      told = why;
      log.warn("feeds: the last messages of topics are not kept for now: {}", why);
    }
  }

  private static boolean pause(RetainPace pace) {
    try {
      pace.pause();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void write() {
    StoreLine line = new StoreLine(address);
    RetainPace pace = new RetainPace();
    long nextPingNs = System.nanoTime();
    try {
      while (!closed) {
        long nowNs = System.nanoTime();
        if (nowNs - nextPingNs >= 0) {
          nextPingNs = nowNs + PublishLimits.PING.toNanos();
          RetainSubscription now = subscription;
          if (now != null) {
            now.watch(nowNs);
          }
        }
        LastMessages.Last next = last.take(PublishLimits.PING.toMillis() / 2);
        if (next != null) {
          keep(line, next, pace);
        }
      }
    } catch (InterruptedException e) {
      log.debug("feed-retain-write ends");
    } finally {
      line.close();
    }
  }

  private void keep(StoreLine line, LastMessages.Last next, RetainPace pace)
      throws InterruptedException {
    byte[] key = FeedKeys.last(next.topic()).getBytes(StandardCharsets.UTF_8);
    try {
      line.ask(
          redis ->
              redis.ofKey(jedis -> jedis.setex(key, FeedLimits.RETAIN_SECONDS, next.message())));
      counters.kept();
      pace.reset();
    } catch (StoreFailedException e) {
      log.debug("feeds: the last message of {} is not kept yet: {}", next.topic(), e.why());
      if (!last.putBack(next)) {
        counters.dropped();
      }
      pace.pause();
    }
  }

  @Override
  public void close() {
    closed = true;
    RetainSubscription now = subscription;
    if (now != null) {
      now.end();
    }
    hearing.interrupt();
    writing.interrupt();
    try {
      hearing.join(PublishLimits.STOP.toMillis());
      writing.join(PublishLimits.STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
