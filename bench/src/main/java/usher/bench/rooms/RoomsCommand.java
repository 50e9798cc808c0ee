package usher.bench.rooms;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import usher.bench.house.House;
import usher.bench.house.Measured;
import usher.bench.house.Medians;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;

/** The command {@code rooms}. */
@Command(
    name = "rooms",
    mixinStandardHelpOptions = true,
    description = "Rooms over the link beside the same nodes behind HAProxy, in turns.",
    sortOptions = false)
public final class RoomsCommand implements Callable<Integer> {
  private static final int EXIT_ERRORS = 1;
  private static final int WARM_UP_ROUNDS = 2;
  private static final long SETTLE_MS = 1_000;
  private static final int FEW = 8;

  @Option(names = "--scripts", required = true, description = "Where router and game-node are.")
  private Path scripts = Path.of("scripts");

  @Option(names = "--rounds", description = "1 to 100 (default ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(names = "--window", description = "Of each scenario (default 3s).")
  private Duration window = Duration.ofSeconds(3);

  @Option(names = "--idle", description = "Idle seats, 0 to 9000 (default ${DEFAULT-VALUE}).")
  private int idle = 5_000;

  @Option(names = "--json", description = "File for the report.")
  private @Nullable Path json;

  /**
   * One scenario of one house in one round.
   *
   * @param cpuMicros of all processes of the house, for each delivered frame
   */
  record Sample(
      String house,
      String scenario,
      int round,
      double cpuMicros,
      double perSecond,
      double p50Micros,
      double p99Micros,
      long errors)
      implements Measured {}

  private enum Scenario {
    BROADCAST("20 rooms of 50", 20, 50),
    ECHO("64 rooms of 1", 64, 1);

    private final String title;
    private final int rooms;
    private final int members;

    Scenario(String title, int rooms, int members) {
      this.title = title;
      this.rooms = rooms;
      this.members = members;
    }
  }

  private final Transport transport = Transport.of(TransportChoice.EPOLL);
  private final List<Sample> samples = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("usher-rooms-");
    try (House links = House.ofLinks(scripts, Files.createDirectories(directory.resolve("links")));
        House haproxy =
            House.ofHaproxy(scripts, Files.createDirectories(directory.resolve("haproxy")))) {
      List<House> order = new ArrayList<>(List.of(links, haproxy));
      for (int round = 1 - WARM_UP_ROUNDS; round <= rounds; round++) {
        System.err.println(round < 1 ? "warm-up round" : "round " + round + " of " + rounds);
        for (House house : order) {
          for (Scenario scenario : Scenario.values()) {
            measure(house, scenario, round);
          }
        }
        java.util.Collections.rotate(order, 1);
      }
      table();
      if (idle > 0) {
        memory(links);
        memory(haproxy);
      }
    }
    if (json != null) {
      Files.writeString(
          json,
          new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(samples));
    }
    return samples.stream().mapToLong(Sample::errors).sum() == 0 ? 0 : EXIT_ERRORS;
  }

  private void measure(House house, Scenario scenario, int round) throws InterruptedException {
    try (Crowd crowd = new Crowd(transport, house.players(), scenario.rooms, scenario.members)) {
      crowd.seat();
      crowd.play();
      Thread.sleep(SETTLE_MS);
      long cpuNs = house.cpuNs();
      crowd.restart();
      Thread.sleep(window.toMillis());
      Crowd.Seen seen = crowd.read();
      cpuNs = house.cpuNs() - cpuNs;
      if (round > 0) {
        samples.add(
            new Sample(
                house.name(),
                scenario.title,
                round,
                seen.deliveries() == 0 ? Double.NaN : cpuNs / 1e3 / seen.deliveries(),
                seen.deliveries() / seen.seconds(),
                seen.p50Ns() / 1e3,
                seen.p99Ns() / 1e3,
                seen.errors()));
      }
    }
    Thread.sleep(SETTLE_MS / 2);
  }

  private void memory(House house) throws IOException, InterruptedException {
    try (Crowd few = new Crowd(transport, house.players(), FEW, 1)) {
      few.seat();
      Thread.sleep(SETTLE_MS);
      long before = house.frontBytes();
      try (Crowd all = new Crowd(transport, house.players(), idle / 10, 10)) {
        all.seat();
        Thread.sleep(2 * SETTLE_MS);
        System.out.printf(
            Locale.ROOT,
            "%-16s %-8s %,.0f bytes of the front for each idle seat%n",
            "memory",
            house.name(),
            (double) (house.frontBytes() - before) / (idle / 10 * 10));
      }
    }
  }

  private void table() {
    System.out.printf(
        "%-16s %-8s %9s %11s %9s %9s %7s%n",
        "median", "house", "CPU us", "a second", "p50 us", "p99 us", "errors");
    for (Scenario scenario : Scenario.values()) {
      for (String house : List.of(House.USHER, House.HAPROXY)) {
        System.out.printf(
            Locale.ROOT,
            "%-16s %-8s %9.2f %,11.0f %9.0f %9.0f %7.0f%n",
            scenario.title,
            house,
            Medians.of(samples, house, scenario.title, Sample::cpuMicros),
            Medians.of(samples, house, scenario.title, Sample::perSecond),
            Medians.of(samples, house, scenario.title, Sample::p50Micros),
            Medians.of(samples, house, scenario.title, Sample::p99Micros),
            Medians.sum(samples, house, scenario.title, Sample::errors));
      }
      System.out.printf(
          Locale.ROOT,
          "%-16s over haproxy, same round: CPU a delivery %s, deliveries a second %s%n",
          scenario.title,
          Medians.ratio(samples, scenario.title, Sample::cpuMicros),
          Medians.ratio(samples, scenario.title, Sample::perSecond));
    }
  }
}
