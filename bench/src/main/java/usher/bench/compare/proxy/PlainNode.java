package usher.bench.compare.proxy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import usher.common.net.HostPort;

/** An upstream that reports to a router by plain HTTP, as a server without our code would. */
final class PlainNode {
  private static final long HEARTBEAT_MS = 500;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int CAPACITY = 20_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI uri;
  private final HostPort address;
  private final String incarnation = Long.toString(System.nanoTime(), Character.MAX_RADIX);
  private long number;
  private long placement;
  private volatile boolean known;

  PlainNode(HostPort control, String id, HostPort address) {
    this.uri = URI.create("http://" + control + "/v1/nodes/" + id);
    this.address = address;
  }

  /** Reports for all of them, on one thread, until what this gives is run. */
  static Runnable reporting(List<PlainNode> nodes) {
    ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    for (PlainNode node : nodes) {
      var unused = thread.scheduleAtFixedRate(node::report, 0, HEARTBEAT_MS, TimeUnit.MILLISECONDS);
    }
    return thread::shutdownNow;
  }

  boolean isKnown() {
    return known;
  }

  private void report() {
    number++;
    Map<String, Object> body =
        Map.of(
            "protocol",
            1,
            "incarnation",
            "boot" + incarnation.replace('-', '_'),
            "address",
            address.toString(),
            "upstream",
            "tunnel",
            "capacity",
            Map.of("rooms", CAPACITY, "seats", CAPACITY),
            "number",
            number,
            "rooms",
            0,
            "seats",
            0,
            "placement",
            placement);
    try {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .timeout(TIMEOUT)
              .header("Content-Type", "application/json")
              .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
              .build();
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      known = answer.statusCode() == 200;
      if (known) {
        placement = JSON.readTree(answer.body()).path("placement").asLong(placement);
      } else {
        System.err.println("the router refused a heartbeat: " + answer.body());
      }
    } catch (IOException e) {
      known = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
