package usher.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import usher.bench.load.feeds.FeedFlags;
import usher.bench.load.feeds.FeedPlan;
import usher.bench.load.feeds.FeedReport;
import usher.bench.load.feeds.FeedRun;
import usher.bench.load.socket.Target;
import usher.common.config.FlagException;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;

/** The command {@code load-test}. */
@Command(
    name = "load-test",
    mixinStandardHelpOptions = true,
    description =
        "Plays in many rooms at once, on a fixed schedule, and checks stickiness; or hears feeds, and"
            + " checks that nothing is lost.",
    sortOptions = false)
public final class LoadCommand implements Callable<Integer> {
  /** The exit code when a room was served by two nodes at a time, or a feed lost something. */
  static final int EXIT_BROKEN = 1;

  /** The exit code when no player was served at all. */
  static final int EXIT_NOBODY_SERVED = 3;

  private static final int SPARE_FILES = 100;
  private static final int PLAYERS_PER_SOURCE = 15_000;
  private static final int PLAYERS_PER_RAMP_SECOND = 1_000;

  @Option(names = "--url", description = "Where to (default ${DEFAULT-VALUE}).")
  private String url = "ws://127.0.0.1:8080";

  @Option(names = "--game", description = "chat, relay or arena (default ${DEFAULT-VALUE}).")
  private String game = "relay";

  @Option(names = "--players", description = "1 to 60000 (default ${DEFAULT-VALUE}).")
  private int players = 100;

  @Option(names = "--rooms", description = "1 to --players (default ${DEFAULT-VALUE}).")
  private int rooms = 10;

  @Option(
      names = "--spectators",
      description = "Who come to watch, once it was measured without them (default 0).")
  private int spectators;

  @Option(names = "--seconds", description = "1 to 86400 (default ${DEFAULT-VALUE}).")
  private int seconds = 10;

  @Option(
      names = "--rate",
      description =
          "Of each player, a second (default 1, arena 20); with --feeds of all topics (100).")
  private @Nullable Double givenRate;

  @Option(names = "--bytes", description = "Of each command (default ${DEFAULT-VALUE}).")
  private int bytes = 64;

  @Option(
      names = "--ramp",
      description = "Time to connect all players, and all spectators (default 1s per 1000 each).")
  private @Nullable Duration ramp;

  @Option(names = "--warm-up", description = "Not measured (default 1s).")
  private Duration warmUp = Duration.ofSeconds(1);

  @Option(
      names = "--tolerance",
      description = "How late an old node's words may arrive (default 250ms).")
  private Duration tolerance = Duration.ofMillis(250);

  @Option(
      names = "--sources",
      description = "Loopback addresses to come from, 1 to 250 (default 1 per 15000 players).")
  private @Nullable Integer sources;

  @Option(names = "--threads", description = "1 to 64 (default ${DEFAULT-VALUE}).")
  private int threads = 1;

  @Option(names = "--transport", description = "auto, io_uring, epoll or nio (default auto).")
  private TransportChoice transport = TransportChoice.AUTO;

  @Mixin private FeedFlags feeds = new FeedFlags();

  @Option(names = "--json", description = "File for the report, or - for standard output only.")
  private @Nullable String json;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (feeds.feeds()) {
      FeedPlan plan = feedPlan();
      Path file = jsonFile();
      FeedReport report = new FeedRun(plan, chosenTransport()).run();
      tell(report, report.text(), file);
      return exitCode(report);
    }
    LoadPlan plan = plan();
    Path file = jsonFile();
    LoadReport report = new LoadRun(plan, chosenTransport()).run();
    tell(report, LoadSummary.of(report), file);
    return exitCode(report);
  }

  private @Nullable Path jsonFile() {
    return json == null || json.equals("-") ? null : writable(Path.of(json));
  }

  private void tell(Object report, String text, @Nullable Path file) throws IOException {
    print("-".equals(json) ? toJson(report) : text);
    if (file != null) {
      Files.writeString(file, toJson(report));
    }
  }

  static int exitCode(FeedReport report) {
    if (!report.kept()) {
      return EXIT_BROKEN;
    }
    return report.served() == 0 || report.delivered() == 0 ? EXIT_NOBODY_SERVED : 0;
  }

  private FeedPlan feedPlan() {
    check(seconds >= 1 && seconds <= 86_400, "--seconds is 1 to 86400");
    check(threads >= 1 && threads <= 64, "--threads is 1 to 64");
    Target target = Target.parse(url);
    int from = addresses(target, feeds.sockets());
    checkFiles("--subscribers", feeds.sockets());
    return feeds.plan(target, givenRate, ramp, warmUp, Duration.ofSeconds(seconds), from, threads);
  }

  /** From how many loopback addresses so many sockets come. */
  private int addresses(Target target, int sockets) {
    int from = sources == null ? 1 + sockets / PLAYERS_PER_SOURCE : sources;
    if (sources == null && !target.isLoopback()) {
      from = 1;
    }
    check(from >= 1 && from <= 250, "--sources is 1 to 250");
    check(
        from == 1 || target.isLoopback(),
        "--sources above 1 needs a --url on 127.0.0.1, not on " + target.host());
    return from;
  }

  static int exitCode(LoadReport report) {
    if (!report.stickiness().kept()) {
      return EXIT_BROKEN;
    }
    return report.served() == 0 ? EXIT_NOBODY_SERVED : 0;
  }

  private LoadPlan plan() {
    check(
        Set.of("chat", "relay", "arena").contains(game),
        "--game is chat, relay or arena, not " + game);
    double rate = givenRate == null ? (game.equals("arena") ? 20 : 1) : givenRate;
    check(spectators >= 0 && spectators <= 60_000, "--spectators is 0 to 60000");
    check(
        spectators == 0 || !game.equals("relay"),
        "--spectators hear events: --game is chat or arena for them");
    check(
        !game.equals("arena") || players <= 64 * rooms,
        "--players is at most 64 a room of arena, which is " + 64 * rooms);
    check(players >= 1 && players <= 60_000, "--players is 1 to 60000");
    check(rooms >= 1 && rooms <= players, "--rooms is 1 to --players, which is " + players);
    check(seconds >= 1 && seconds <= 86_400, "--seconds is 1 to 86400");
    check(rate >= 0.01 && rate <= 1_000, "--rate is 0.01 to 1000 commands a second");
    int least = Stamp.MIN_COMMAND_BYTES;
    check(bytes >= least && bytes <= 65_536, "--bytes is " + least + " to 65536");
    check(threads >= 1 && threads <= 64, "--threads is 1 to 64");
    Target target = Target.parse(url);
    int from = addresses(target, players + spectators);
    checkFiles("--players and --spectators", players + spectators);
    Duration over =
        ramp == null ? Duration.ofMillis(1_000L * players / PLAYERS_PER_RAMP_SECOND) : ramp;
    return new LoadPlan(
        target,
        game,
        players,
        rooms,
        spectators,
        rate,
        bytes,
        over,
        warmUp,
        Duration.ofSeconds(seconds),
        tolerance,
        LoadPlan.ANSWER_TIMEOUT,
        from,
        Math.min(threads, rooms));
  }

  private static void checkFiles(String who, int sockets) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long files = unix.getMaxFileDescriptorCount();
      check(
          sockets + SPARE_FILES <= files,
          who
              + ": "
              + sockets
              + " need more than the "
              + files
              + " files that a process may open here: raise ulimit -n, or start several load tests");
    }
  }

  private static Path writable(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new FlagException("--json " + file + " cannot be written: " + e.getMessage());
    }
    return file;
  }

  private Transport chosenTransport() {
    try {
      return Transport.of(transport);
    } catch (IllegalArgumentException e) {
      throw new FlagException(String.valueOf(e.getMessage()));
    }
  }

  private static String toJson(Object report) throws IOException {
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report)
        + "\n";
  }

  private static void print(String text) {
    PrintStream out = System.out;
    out.print(text);
    out.flush();
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new FlagException(otherwise);
    }
  }
}
