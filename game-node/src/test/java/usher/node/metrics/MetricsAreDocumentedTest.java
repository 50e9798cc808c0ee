package usher.node.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import usher.common.config.Tokens;
import usher.common.control.Capacity;
import usher.common.control.Health;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;
import usher.common.room.RoomId;
import usher.common.tls.TlsDial;
import usher.common.tls.TlsPort;
import usher.node.feed.FeedDoor;
import usher.node.feed.Feeds;
import usher.node.feed.SeatQuota;
import usher.node.feed.redis.RedisFeeds;
import usher.node.game.Games;
import usher.node.heartbeat.Announcer;
import usher.node.heartbeat.Lease;
import usher.node.link.LinkOutboxes;
import usher.node.link.Links;
import usher.node.link.RoomEntrance;
import usher.node.room.RoomRegistry;
import usher.node.room.RoomSettings;
import usher.node.room.RoomWork;

class MetricsAreDocumentedTest {
  private static final Pattern NAME = Pattern.compile("^# TYPE (usher_\\S+) .*");
  private static final Pattern DOCUMENTED = Pattern.compile("`(usher_[a-z_]+)`");
  private static final String HEADING = "## Metrics of a node";
  private static final NodeId NODE = new NodeId("node-1");

  private final RoomRegistry rooms =
      RoomRegistry.start(
          new RoomSettings(
              new Incarnation(NODE, "b"),
              Games.load("chat"),
              1,
              true,
              new Capacity(10, 10),
              Duration.ofSeconds(30),
              Duration.ofSeconds(30)),
          Lease.ALWAYS,
          Announcer.NOBODY,
          loop -> {});
  private final Feeds feeds =
      Feeds.start(NODE, true, new NoSeats(), new RedisFeeds(TlsDial.off("journal")), () -> {});

  private static final class NoSeats implements SeatQuota {
    @Override
    public boolean take() {
      return false;
    }

    @Override
    public void release() {}
  }

  private static final class NoRooms implements RoomEntrance {
    @Override
    public int loopOf(RoomId room) {
      return 0;
    }

    @Override
    public boolean offerAll(int loop, List<RoomWork> work, Runnable done) {
      return false;
    }
  }

  private NodeMetrics metrics() {
    NodeMetrics metrics = new NodeMetrics();
    RoomMeters.bind(metrics, rooms);
    FeedMeters.bind(metrics, feeds);
    TlsMeters.bind(metrics, List.of(TlsPort.off("metrics").counters()));
    LinkMeters.bind(metrics, new Links(new NoRooms(), FeedDoor.NONE, new LinkOutboxes(1), null));
    new JournalMeters(metrics).kept(1_000);
    return metrics;
  }

  @AfterEach
  void stop() {
    rooms.stop();
    feeds.stop();
  }

  @Test
  void everyMetricStandsInTheDocsAndNoOther() throws IOException {
    Set<String> scraped = new TreeSet<>();
    metrics()
        .scrape()
        .lines()
        .forEach(
            line -> {
              Matcher matcher = NAME.matcher(line);
              if (matcher.matches()) {
                scraped.add(matcher.group(1));
              }
            });
    Set<String> documented = new TreeSet<>();
    String docs = Files.readString(Path.of("../docs/OPERATIONS.md"));
    int from = docs.indexOf(HEADING);
    assertTrue(from > 0, HEADING);
    int to = docs.indexOf("\n## ", from + HEADING.length());
    Matcher matcher = DOCUMENTED.matcher(docs.substring(from, to < 0 ? docs.length() : to));
    while (matcher.find()) {
      documented.add(matcher.group(1));
    }
    assertEquals(documented, scraped);
  }

  @Test
  void thePortTellsMetricsToWhoHasTheTokenAndItsHealthToAll() throws Exception {
    MetricsPort port =
        MetricsPort.open(
            new HostPort("127.0.0.1", 0),
            Transport.of(TransportChoice.NIO),
            metrics(),
            () -> Health.DRAINING,
            Tokens.of("a-token-of-the-tests"),
            TlsPort.off("metrics"));
    try {
      assertEquals(401, get(port, "/metrics", "Bearer other").statusCode());
      HttpResponse<String> all = get(port, "/metrics", "Bearer a-token-of-the-tests");
      assertEquals(200, all.statusCode());
      assertTrue(all.body().contains("usher_node_link_frames_sent_total{type=\"group_event\"}"));
      HttpResponse<String> health = get(port, "/healthz", "none");
      assertEquals("503 draining\n", health.statusCode() + " " + health.body());
      assertEquals(404, get(port, "/", "none").statusCode());
    } finally {
      port.close(1_000);
    }
  }

  private static HttpResponse<String> get(MetricsPort port, String path, String authorization)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + port.address() + path))
            .header("Authorization", authorization)
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
