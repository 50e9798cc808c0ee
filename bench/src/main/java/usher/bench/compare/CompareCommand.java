package usher.bench.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import usher.bench.compare.echo.EchoLoad;
import usher.bench.compare.proxy.Haproxy;
import usher.bench.compare.proxy.Nginx;
import usher.bench.compare.proxy.Proxy;
import usher.bench.compare.proxy.Usher;
import usher.common.config.FlagException;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;

/** The command {@code compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "WebSocket echo through the router, HAProxy and nginx, in alternating rounds.",
    sortOptions = false)
public final class CompareCommand implements Callable<Integer> {
  /** The exit code when a proxy did not start, or a socket ended that should not have. */
  private static final int EXIT_ERRORS = 1;

  private static final int UPSTREAMS = 3;
  private static final int WARM_UP_COUNT = 30_000;

  @Option(names = "--proxies", split = ",", description = "Of usher, haproxy, nginx (default all).")
  private List<String> proxies = List.of("usher", "haproxy", "nginx");

  @Option(names = "--router", required = true, description = "Where scripts/router is.")
  private Path router = Path.of("scripts/router");

  @Option(names = "--router-jvm-opts", description = "Added to those of scripts/router.")
  private String routerJvmOptions = "";

  @Option(names = "--rounds", description = "1 to 100 (default ${DEFAULT-VALUE}).")
  private int rounds = 7;

  @Option(names = "--memory-rounds", description = "0 to 100 (default ${DEFAULT-VALUE}).")
  private int memoryRounds = 3;

  @Option(names = "--quick", description = "Fewer and shorter rounds, for a first look.")
  private boolean quick;

  @Option(names = "--window", description = "Of each scenario (default 3s).")
  private Duration window = Duration.ofSeconds(3);

  @Option(names = "--players", description = "Who echo, 1 to 5000 (default ${DEFAULT-VALUE}).")
  private int players = 64;

  @Option(names = "--pace", description = "Echoes a second, paced (default ${DEFAULT-VALUE}).")
  private double pace = 5_000;

  @Option(names = "--connects", description = "Handshakes at a time (default ${DEFAULT-VALUE}).")
  private int connects = 16;

  @Option(names = "--idle", description = "Idle tunnels, 1 to 9000 (default ${DEFAULT-VALUE}).")
  private int idle = 5_000;

  @Option(names = "--transport", description = "Of the load's own end (default epoll).")
  private TransportChoice transport = TransportChoice.EPOLL;

  @Option(names = "--json", description = "File for the report.")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ComparePlan plan = plan();
    Path directory = Files.createTempDirectory("usher-compare-");
    try (EchoLoad load = new EchoLoad(Transport.of(transport))) {
      CompareRun run = new CompareRun(plan, load, load.upstreams(UPSTREAMS), directory);
      run.rounds(proxies(routerJvmOptions));
      // A heap of one size, touched from the start: what grows is tunnels, not the collector's
      // ease.
      run.memory(proxies(routerJvmOptions + " -Xms256m -Xmx256m -XX:+AlwaysPreTouch"));
      CompareReport report = run.report();
      System.out.print(CompareTable.of(report));
      System.out.flush();
      if (json != null) {
        Files.writeString(json, toJson(report));
      }
      return report.errors() == 0 ? 0 : EXIT_ERRORS;
    } catch (IOException | IllegalStateException e) {
      System.err.println("error: " + e.getMessage());
      return EXIT_ERRORS;
    }
  }

  private ComparePlan plan() {
    check(rounds >= 1 && rounds <= 100, "--rounds is 1 to 100");
    check(memoryRounds >= 0 && memoryRounds <= 100, "--memory-rounds is 0 to 100");
    check(players >= 1 && players <= 5_000, "--players is 1 to 5000");
    check(idle >= 1 && idle <= 9_000, "--idle is 1 to 9000");
    check(pace >= 1 && pace <= 1_000_000, "--pace is 1 to 1000000");
    check(connects >= 1 && connects <= 1_000, "--connects is 1 to 1000");
    check(!window.isZero(), "--window is longer than 0s");
    return quick
        ? new ComparePlan(
            2, 1, 5_000, Math.min(1, memoryRounds), 1_000, 300, players, pace, connects, 1_000)
        : new ComparePlan(
            rounds,
            1,
            WARM_UP_COUNT,
            memoryRounds,
            window.toMillis(),
            500,
            players,
            pace,
            connects,
            idle);
  }

  private List<Proxy> proxies(String jvmOptions) {
    List<Proxy> chosen = new ArrayList<>();
    for (String name : proxies) {
      chosen.add(
          switch (name) {
            case "usher" -> new Usher(router, jvmOptions.strip());
            case "haproxy" -> new Haproxy();
            case "nginx" -> new Nginx();
            default ->
                throw new FlagException(
                    "--proxies is of usher, haproxy, nginx; not '" + name + "'");
          });
    }
    return chosen;
  }

  private static String toJson(CompareReport report) throws IOException {
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report)
        + "\n";
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new FlagException(otherwise);
    }
  }
}
