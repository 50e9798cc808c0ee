package usher.bench.feeds;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import usher.bench.house.House;
import usher.bench.house.Measured;
import usher.bench.house.Medians;
import usher.common.config.FlagException;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;

/** The command {@code feeds}. */
@Command(
    name = "feeds",
    mixinStandardHelpOptions = true,
    description = "One topic over the links beside the same nodes behind HAProxy, in turns.",
    sortOptions = false)
public final class FeedsCommand implements Callable<Integer> {
  /** What is played. */
  static final String SCENARIO = "one topic";

  private static final int EXIT_ERRORS = 1;
  private static final int WARM_UP_ROUNDS = 6;
  private static final long REST_MS = 500;

  @Option(names = "--scripts", required = true, description = "Where router and game-node are.")
  private Path scripts = Path.of("scripts");

  @Option(names = "--subscribers", description = "1 to 9000 (default ${DEFAULT-VALUE}).")
  private int subscribers = 5_000;

  @Option(names = "--rate", description = "Messages a second (default ${DEFAULT-VALUE}).")
  private double rate = 20;

  @Option(names = "--rounds", description = "1 to 100 (default ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(names = "--window", description = "Of each house (default 3s).")
  private Duration window = Duration.ofSeconds(3);

  @Option(names = "--json", description = "File for the report.")
  private @Nullable Path json;

  /**
   * One house in one round.
   *
   * @param frontMicros CPU of the router, or of HAProxy, for each message that a subscriber heard
   * @param allMicros the same with its nodes
   * @param lost messages that subscribers did not hear
   */
  record Sample(
      String house,
      String scenario,
      int round,
      double frontMicros,
      double allMicros,
      double p50Micros,
      double p99Micros,
      long lost,
      long errors)
      implements Measured {}

  private final Transport transport = Transport.of(TransportChoice.EPOLL);
  private final List<Sample> samples = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    // Each takes two files of HAProxy, and both houses' are this process's.
    check(subscribers >= 1 && subscribers <= 9_000, "--subscribers is 1 to 9000");
    check(rate >= 0.1 && rate <= 1_000, "--rate is 0.1 to 1000 messages a second");
    check(rounds >= 1 && rounds <= 100, "--rounds is 1 to 100");
    int messages = (int) Math.max(1, rate * window.toMillis() / 1e3);
    Path directory = Files.createTempDirectory("usher-feeds-");
    try (House links =
            House.ofLinkedFeeds(scripts, Files.createDirectories(directory.resolve("links")));
        House haproxy =
            House.ofHaproxyFeeds(scripts, Files.createDirectories(directory.resolve("haproxy")));
        FeedHouse ours = FeedHouse.open(links, transport, subscribers);
        FeedHouse theirs = FeedHouse.open(haproxy, transport, subscribers)) {
      List<FeedHouse> order = new ArrayList<>(List.of(ours, theirs));
      for (int round = 1 - WARM_UP_ROUNDS; round <= rounds; round++) {
        System.err.println(round < 1 ? "warm-up round" : "round " + round + " of " + rounds);
        for (FeedHouse house : order) {
          Sample sample = house.measure(messages, rate, round);
          if (round > 0) {
            samples.add(sample);
          }
          Thread.sleep(REST_MS);
        }
        Collections.rotate(order, 1);
      }
    }
    table();
    if (json != null) {
      Files.writeString(
          json,
          new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(samples));
    }
    return samples.stream().allMatch(sample -> sample.lost() + sample.errors() == 0)
        ? 0
        : EXIT_ERRORS;
  }

  private void table() {
    System.out.printf(
        Locale.ROOT,
        "%,d subscribers of one topic, %.0f messages a second; CPU us for each delivery, medians%n",
        subscribers,
        rate);
    System.out.printf(
        "%-8s %9s %11s %9s %9s %7s %7s%n",
        "house", "front", "with nodes", "p50 ms", "p99 ms", "lost", "errors");
    for (String house : List.of(House.USHER, House.HAPROXY)) {
      System.out.printf(
          Locale.ROOT,
          "%-8s %9.2f %11.2f %9.2f %9.2f %7.0f %7.0f%n",
          house,
          Medians.of(samples, house, SCENARIO, Sample::frontMicros),
          Medians.of(samples, house, SCENARIO, Sample::allMicros),
          Medians.of(samples, house, SCENARIO, Sample::p50Micros) / 1e3,
          Medians.of(samples, house, SCENARIO, Sample::p99Micros) / 1e3,
          Medians.sum(samples, house, SCENARIO, Sample::lost),
          Medians.sum(samples, house, SCENARIO, Sample::errors));
    }
    System.out.printf(
        "over haproxy, same round: front %s, with nodes %s%n",
        Medians.ratio(samples, SCENARIO, Sample::frontMicros),
        Medians.ratio(samples, SCENARIO, Sample::allMicros));
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new FlagException(otherwise);
    }
  }
}
