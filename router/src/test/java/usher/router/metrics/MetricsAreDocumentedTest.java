package usher.router.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import usher.common.tls.TlsPort;
import usher.router.cluster.Cluster;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.ClusterView;
import usher.router.edge.EdgeCounters;
import usher.router.journal.JournalCounters;
import usher.router.limit.Limits;
import usher.router.limit.OverloadWatch;
import usher.router.limit.PlayerLimits;
import usher.router.publish.PublishCounters;

class MetricsAreDocumentedTest {
  private static final Pattern NAME = Pattern.compile("^# TYPE (usher_\\S+) .*");
  private static final Pattern DOCUMENTED = Pattern.compile("`(usher_[a-z_*]+)`");
  private static final String FAMILY = "usher_cluster_";

  private static Set<String> scraped() {
    RouterMetrics metrics = new RouterMetrics();
    ClusterView view =
        new Cluster(ClusterConfig.defaults(), "r", new SplittableRandom(1), 0).view();
    ClusterMeters.bind(metrics, () -> view);
    EdgeMeters.bind(metrics, new EdgeCounters());
    JournalMeters.bind(metrics, new JournalCounters(), null);
    PublishMeters.bind(metrics, new PublishCounters());
    LagMeters.bind(metrics, () -> 0);
    TlsMeters.bind(metrics, List.of(TlsPort.off("admin").counters()));
    Limits limits = new Limits(PlayerLimits.DEFAULTS);
    try (OverloadWatch watch = OverloadWatch.start(limits, () -> 0, playersToo -> {})) {
      LimitMeters.bind(metrics, limits, watch);
    }
    AccessMeters.bind(metrics, null);
    TicketMeters.bind(metrics, null);
    ControlMeters control = new ControlMeters(metrics);
    control.received();
    Set<String> names = new TreeSet<>();
    metrics
        .scrape()
        .lines()
        .forEach(
            line -> {
              Matcher matcher = NAME.matcher(line);
              if (matcher.matches()) {
                names.add(matcher.group(1));
              }
            });
    return names;
  }

  @Test
  void everyMetricStandsInTheDocsAndNoOther() throws IOException {
    Set<String> documented = new TreeSet<>();
    String docs = Files.readString(Path.of("../docs/OPERATIONS.md"));
    int from = docs.indexOf("## Metrics\n");
    int to = docs.indexOf("\n## ", from);
    Matcher matcher = DOCUMENTED.matcher(docs.substring(from, to < 0 ? docs.length() : to));
    while (matcher.find()) {
      documented.add(matcher.group(1));
    }
    assertTrue(documented.remove("usher_cluster_*_total"));
    Set<String> scraped = scraped();
    scraped.removeIf(name -> name.startsWith(FAMILY) && !documented.contains(name));
    assertEquals(documented, scraped);
  }
}
