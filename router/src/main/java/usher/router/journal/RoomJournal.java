package usher.router.journal;

import org.jspecify.annotations.Nullable;
import usher.common.config.FlagException;
import usher.common.journal.Journal;
import usher.common.journal.redis.JournalAddress;
import usher.common.journal.redis.JournalMetrics;
import usher.common.journal.redis.JournalUnusableException;
import usher.common.journal.redis.RedisJournal;

/** The router's journal, with the Redis below it where that is its own. On main threads. */
public final class RoomJournal implements AutoCloseable {
  private final JournalAddress address;
  private final RedisJournal journal;
  private final @Nullable EmbeddedRedis redis;

  private RoomJournal(JournalAddress address, RedisJournal journal, @Nullable EmbeddedRedis redis) {
    this.address = address;
    this.journal = journal;
    this.redis = redis;
  }

  /**
   * Connects to a Redis that runs.
   *
   * @param redis the router's own, ended if this fails, and with the journal; null where it is not
   * @throws FlagException if it can be no journal
   */
  static RoomJournal connect(
      JournalChoice choice,
      JournalAddress base,
      JournalMetrics metrics,
      @Nullable EmbeddedRedis redis) {
    JournalAddress address = base.keeping(choice.retention(), choice.replicas());
    // What broke shows in the replies; a router has no rooms to be in doubt of.
    try {
      return new RoomJournal(address, RedisJournal.connect(address, metrics, () -> {}), redis);
    } catch (JournalUnusableException e) {
      if (redis != null) {
        redis.close();
      }
      throw new FlagException("--journal: " + e.why());
    }
  }

  /** What it is asked by. */
  public Journal journal() {
    return journal;
  }

  /** Where it is, with the password. Not for logs. */
  public JournalAddress address() {
    return address;
  }

  /** All that a node needs to know of it, with the password. Not for logs. */
  public String forNodes() {
    return address.secret();
  }

  /** How many commands wait; any thread. */
  public int waiting() {
    return journal.waiting();
  }

  /** Whether Redis is connected; any thread. */
  public boolean connected() {
    return journal.connected();
  }

  /** How often the router's own Redis was started again; any thread. */
  public long restarts() {
    return redis == null ? 0 : redis.restarts();
  }

  /** The router ends: a Redis of its own that dies now is not started again. Any thread. */
  public void ending() {
    if (redis != null) {
      redis.letEnd();
    }
  }

  /** Where it is, without the password. */
  @Override
  public String toString() {
    return address.toString();
  }

  @Override
  public void close() {
    journal.close();
    if (redis != null) {
      redis.close();
    }
  }
}
