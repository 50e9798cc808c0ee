package usher.bench.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import usher.common.config.FlagException;
import usher.common.net.HostPort;

/** The command {@code demo-prices}: publishes made-up prices until it is ended. */
@Command(
    name = "demo-prices",
    mixinStandardHelpOptions = true,
    description = "Publishes made-up prices to a router's feeds, marked as a demo's.",
    sortOptions = false)
public final class DemoPricesCommand implements Callable<Integer> {
  private static final Duration LONGEST_EVERY = Duration.ofMinutes(1);
  private static final Duration SHORTEST_EVERY = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int OK = 200;

  @Option(names = "--admin", required = true, description = "The router's admin port.")
  private String admin = "";

  @Option(names = "--every", description = "From round to round (default 500ms).")
  private Duration every = Duration.ofMillis(500);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  @Override
  public Integer call() throws InterruptedException {
    HostPort router;
    try {
      router = HostPort.parse(admin);
    } catch (IllegalArgumentException e) {
      throw new FlagException("--admin: " + e.getMessage());
    }
    if (every.compareTo(SHORTEST_EVERY) < 0 || every.compareTo(LONGEST_EVERY) > 0) {
      throw new FlagException("--every is 10ms to 1m");
    }
    Map<String, RandomWalk> prices = prices();
    boolean failing = false;
    while (true) {
      String trouble = round(router, prices);
      if (!trouble.isEmpty() && !failing) {
        System.err.println("error: no prices for now: " + trouble);
      }
      failing = !trouble.isEmpty();
      Thread.sleep(every.toMillis());
    }
  }

  private static Map<String, RandomWalk> prices() {
    Random random = new Random();
    Map<String, RandomWalk> prices = new LinkedHashMap<>();
    prices.put("AAPL", new RandomWalk(190, random));
    prices.put("AMZN", new RandomWalk(180, random));
    prices.put("GOOG", new RandomWalk(170, random));
    prices.put("MSFT", new RandomWalk(420, random));
    prices.put("NVDA", new RandomWalk(120, random));
    prices.put("TSLA", new RandomWalk(250, random));
    return prices;
  }

  /** Publishes one price of each; what went wrong, or nothing. */
  private String round(HostPort router, Map<String, RandomWalk> prices)
      throws InterruptedException {
    for (Map.Entry<String, RandomWalk> each : prices.entrySet()) {
      String message =
          String.format(
              Locale.ROOT, "{\"price\":%.2f,\"demo\":true}", each.getValue().nextCents() / 100.0);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + router + "/v1/feeds/" + each.getKey()))
              .timeout(PATIENCE)
              .POST(HttpRequest.BodyPublishers.ofString(message))
              .build();
      try {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
          return "the router says " + answer.statusCode() + ": " + answer.body();
        }
      } catch (IOException e) {
        return String.valueOf(e);
      }
    }
    return "";
  }
}
