package usher.bench.failover;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import usher.common.config.FlagException;

/** The command {@code failover}. */
@Command(
    name = "failover",
    mixinStandardHelpOptions = true,
    description = "Harms a house while people play in it, and checks what every seat heard.",
    sortOptions = false)
public final class FailoverCommand implements Callable<Integer> {
  /** The exit code when anything was heard that must not be, or not heard that must. */
  static final int EXIT_VIOLATED = 1;

  private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(10);

  @Option(names = "--kind", description = "kill, restart, stop, move, drain, redis or router.")
  private Kind kind = Kind.KILL;

  @Option(names = "--rounds", description = "How many faults (default --seconds over --every).")
  private @Nullable Integer rounds;

  @Option(names = "--nodes", description = "2 to 16 (default ${DEFAULT-VALUE}).")
  private int nodes = 3;

  @Option(names = "--rooms", description = "1 to 5000 (default ${DEFAULT-VALUE}).")
  private int rooms = 300;

  @Option(names = "--players", description = "Of each room, 1 to 100 (default ${DEFAULT-VALUE}).")
  private int players = 4;

  @Option(names = "--every", description = "From fault to fault (default 3s).")
  private Duration every = Duration.ofSeconds(3);

  @Option(
      names = "--warm-up",
      description = "Of play before the first fault, 0s to 10m (default 10s).")
  private Duration warmUp = Duration.ofSeconds(10);

  @Option(names = "--seconds", description = "How long, 1 to 86400 (default ${DEFAULT-VALUE}).")
  private int seconds = 60;

  @Option(names = "--rate", description = "Of each player, a second (default ${DEFAULT-VALUE}).")
  private double rate = 2;

  @Option(names = "--journal", description = "The router's flag (default ${DEFAULT-VALUE}).")
  private String journal = "embedded";

  @Option(
      names = "--journal-replicas",
      description = "The router's flag (default ${DEFAULT-VALUE}).")
  private int replicas = 0;

  @Option(
      names = "--jvm",
      description =
          "Options of the router's and the nodes' JVMs, in one word"
              + " (default: those that start fastest).")
  private String jvm =
      "-XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=0.1 -XX:+UseSerialGC"
          + " -XX:+UseTransparentHugePages";

  @Option(names = "--router-jar", description = "Default ${DEFAULT-VALUE}.")
  private Path routerJar = Path.of("router/target/usher-router.jar");

  @Option(names = "--node-jar", description = "Default ${DEFAULT-VALUE}.")
  private Path nodeJar = Path.of("game-node/target/usher-game-node.jar");

  @Option(names = "--dir", description = "For logs and the journal (default: a fresh one).")
  private @Nullable Path directory;

  @Override
  public Integer call() throws IOException, InterruptedException {
    FailoverPlan plan = plan();
    FailoverReport report = new FailoverRun(plan, System.err).run();
    PrintStream out = System.out;
    out.print(report.text());
    out.flush();
    if (report.violations() > 0) {
      System.err.println("logs: " + plan.directory());
      return EXIT_VIOLATED;
    }
    return 0;
  }

  private FailoverPlan plan() throws IOException {
    check(nodes >= 2 && nodes <= 16, "--nodes is 2 to 16");
    check(rooms >= 1 && rooms <= 5_000, "--rooms is 1 to 5000");
    check(players >= 1 && players <= 100, "--players is 1 to 100 of each room");
    check(seconds >= 1 && seconds <= 86_400, "--seconds is 1 to 86400");
    check(every.toMillis() >= 100, "--every is 100ms or more");
    check(!warmUp.isNegative() && warmUp.compareTo(LONGEST_WARM_UP) <= 0, "--warm-up is 0s to 10m");
    check(rate >= 0.01 && rate <= 100, "--rate is 0.01 to 100 commands a second");
    check(rounds == null || rounds >= 1, "--rounds is 1 or more");
    int faults = rounds != null ? rounds : (int) Math.max(1, seconds * 1_000L / every.toMillis());
    for (Path jar : new Path[] {routerJar, nodeJar}) {
      check(Files.isRegularFile(jar), jar + " is not there: build it first");
    }
    Path logs =
        directory == null
            ? Files.createTempDirectory("usher-failover-")
            : Files.createDirectories(directory);
    return new FailoverPlan(
        kind,
        faults,
        nodes,
        rooms,
        players,
        warmUp,
        every,
        rate,
        journal,
        replicas,
        words(jvm),
        routerJar,
        nodeJar,
        logs);
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.trim().split("\\s+"));
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new FlagException(otherwise);
    }
  }
}
