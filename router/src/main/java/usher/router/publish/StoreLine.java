package usher.router.publish;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;
import usher.common.journal.redis.JournalAddress;
import usher.common.journal.redis.JournalUnusableException;
import usher.common.journal.redis.PlainRedis;

/**
 * One thread's connection to Redis: made when it is needed, tried before it is used after a while,
 * and made anew after it broke. Owned by that thread.
 */
final class StoreLine {
  private final JournalAddress address;
  private @Nullable PlainRedis redis;
  private @Nullable String failure;
  private long failedNs;
  private long usedNs;

  StoreLine(JournalAddress address) {
    this.address = address;
  }

  /**
   * Asks something, once: nothing is sent again.
   *
   * @throws StoreFailedException if there is no connection, or what was asked failed
   */
  <T> T ask(Function<T> question) throws StoreFailedException {
    PlainRedis to = connection(System.nanoTime());
    try {
      T answer = question.ask(to);
      usedNs = System.nanoTime();
      return answer;
    } catch (JedisException e) {
      close();
      throw new StoreFailedException("Redis failed: " + e.getMessage());
    }
  }

  /** What is asked of Redis. */
  @FunctionalInterface
  interface Function<T> {
    T ask(PlainRedis redis);
  }

  private PlainRedis connection(long nowNs) throws StoreFailedException {
    if (redis != null && nowNs - usedNs > PublishLimits.IDLE.toNanos()) {
      tryIt(redis);
    }
    PlainRedis known = redis;
    if (known != null) {
      return known;
    }
    String before = failure;
    if (before != null && nowNs - failedNs < PublishLimits.UNREACHABLE.toNanos()) {
      throw new StoreFailedException(before);
    }
    try {
      PlainRedis made = PlainRedis.connect(address);
      redis = made;
      failure = null;
      return made;
    } catch (JournalUnusableException e) {
      failure = e.why();
      failedNs = System.nanoTime();
      throw new StoreFailedException(e.why());
    }
  }

  private void tryIt(PlainRedis idle) {
    try {
      idle.any().ping();
    } catch (JedisException e) {
      close();
    }
  }

  void close() {
    PlainRedis last = redis;
    redis = null;
    if (last != null) {
      last.close();
    }
  }
}
