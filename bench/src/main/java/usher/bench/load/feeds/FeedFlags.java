package usher.bench.load.feeds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import usher.bench.house.EmbeddedRedis;
import usher.bench.load.socket.Target;
import usher.common.config.FlagException;
import usher.common.journal.redis.JournalAddress;
import usher.common.net.HostPort;

/** The flags of a load of feeds. */
public final class FeedFlags {
  private static final int MOST = 60_000;
  private static final double DEFAULT_RATE = 100;
  private static final int A_RAMP_SECOND = 1_000;

  @Option(names = "--feeds", description = "Subscribers at feeds instead of players in rooms.")
  private boolean feeds;

  @Option(names = "--subscribers", description = "With --feeds: 1 to 60000 (default 500).")
  private @Nullable Integer subscribers;

  @Option(names = "--topics", description = "With --feeds: 1 to 10000 (default 50).")
  private @Nullable Integer topics;

  @Option(
      names = "--churn",
      description =
          "With --feeds: the share of subscribers that hear another topic, hear one no more, or go,"
              + " each second, 0 to 10 (default 0).")
  private @Nullable Double churn;

  @Option(
      names = "--settles",
      description = "With --feeds: how often all rest and are checked, 1 to 1000 (default 1).")
  private @Nullable Integer settles;

  @Option(
      names = "--redis",
      description =
          "With --feeds: the journal's Redis, to publish to and to check: its address, or the"
              + " --data-dir of a router with its own (default: publish by --admin, and check no"
              + " Redis).")
  private @Nullable String redis;

  @Option(
      names = "--admin",
      description = "With --feeds: the router's admin port (default 127.0.0.1:9090).")
  private @Nullable HostPort admin;

  /** Whether feeds are asked for; flags of feeds without it are wrong. */
  public boolean feeds() {
    Object[] given = {subscribers, topics, churn, settles, redis, admin};
    String[] names = {"--subscribers", "--topics", "--churn", "--settles", "--redis", "--admin"};
    for (int i = 0; i < given.length; i++) {
      check(feeds || given[i] == null, names[i] + " goes with --feeds");
    }
    return feeds;
  }

  /** How many sockets it takes. */
  public int sockets() {
    return subscribers == null ? 500 : subscribers;
  }

  /**
   * What is asked for.
   *
   * @param rate null for its default
   * @param ramp null for its default
   * @throws FlagException if a flag is wrong
   */
  public FeedPlan plan(
      Target target,
      @Nullable Double rate,
      @Nullable Duration ramp,
      Duration warmUp,
      Duration length,
      int sources,
      int threads) {
    int people = sockets();
    int names = topics == null ? 50 : topics;
    double stir = churn == null ? 0 : churn;
    int rests = settles == null ? 1 : settles;
    double each = rate == null ? DEFAULT_RATE : rate;
    check(people >= 1 && people <= MOST, "--subscribers is 1 to " + MOST);
    check(names >= 1 && names <= 10_000, "--topics is 1 to 10000");
    check(stir >= 0 && stir <= 10, "--churn is 0 to 10 of the subscribers a second");
    check(rests >= 1 && rests <= 1_000, "--settles is 1 to 1000");
    check(
        each >= 0.01 && each <= 10_000,
        "--rate is 0.01 to 10000 messages a second over all topics");
    return new FeedPlan(
        target,
        people,
        names,
        each,
        stir,
        rests,
        redis == null ? null : address(redis),
        admin == null ? new HostPort("127.0.0.1", 9_090) : admin,
        ramp == null ? Duration.ofMillis(1_000L * people / A_RAMP_SECOND) : ramp,
        warmUp,
        length,
        sources,
        Math.min(threads, people));
  }

  private static JournalAddress address(String text) {
    try {
      return Files.isDirectory(Path.of(text))
          ? EmbeddedRedis.in(Path.of(text))
          : JournalAddress.parse(text);
    } catch (IOException | IllegalArgumentException e) {
      throw new FlagException("--redis: " + e.getMessage());
    }
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new FlagException(otherwise);
    }
  }
}
