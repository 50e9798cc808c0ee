package usher.router.journal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import usher.common.config.FlagException;
import usher.common.journal.redis.JournalMetrics;

/**
 * A journal about to be opened. What an operator can get wrong with it is found out when this is
 * made, a Redis of the router's own is started when it is opened: much may lie between. On main
 * threads.
 */
public final class JournalStart {
  private final JournalChoice choice;
  private final JournalMetrics metrics;
  private final @Nullable EmbeddedRedis redis;
  private final @Nullable RoomJournal external;

  private JournalStart(
      JournalChoice choice,
      JournalMetrics metrics,
      @Nullable EmbeddedRedis redis,
      @Nullable RoomJournal external) {
    this.choice = choice;
    this.metrics = metrics;
    this.redis = redis;
    this.external = external;
  }

  /**
   * Connects to a Redis that runs already; takes the directory for one that is to be started.
   *
   * @throws FlagException if there is no Redis to be had that can be a journal
   */
  public static JournalStart prepare(JournalChoice choice, JournalMetrics metrics) {
    return choice.external() != null
        ? new JournalStart(
            choice, metrics, null, RoomJournal.connect(choice, choice.external(), metrics, null))
        : new JournalStart(
            choice, metrics, EmbeddedRedis.prepare(choice.directory(), choice.fsync()), null);
  }

  /**
   * Starts what is to be started, and connects. Once.
   *
   * @throws FlagException if Redis does not start
   */
  public RoomJournal open() {
    if (redis == null) {
      return Objects.requireNonNull(external);
    }
    redis.start();
    return RoomJournal.connect(choice, redis.address(), metrics, redis);
  }
}
