package usher.router;

import io.netty.channel.EventLoopGroup;
import java.util.Map;
import java.util.function.DoubleSupplier;
import usher.common.player.CloseReason;
import usher.router.cluster.ClusterLoop;
import usher.router.cluster.count.Counts;
import usher.router.cluster.count.PlacementReason;
import usher.router.edge.EdgeCounters;
import usher.router.journal.JournalCounters;
import usher.router.live.Figures;
import usher.router.live.LivePage;
import usher.router.live.RouterLook;
import usher.router.live.happening.News;
import usher.router.site.Site;
import usher.router.site.SiteLoader;

/** What the operators' page shows, and where it comes from. */
final class RouterLive {
  private static final String DIRECTORY = "operators";
  private static final String CHARTS =
      "META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js";

  /** Files that are not the page's own, by the names that it loads them by. */
  private static final Map<String, String> SHARED =
      Map.of(
          "live/chart.js", CHARTS,
          "live/dom.js", "web/dom.js",
          "live/wordmark.js", "web/wordmark.js",
          "live/base.css", "web/style/base.css",
          "live/icon.svg", "web/icon.svg");

  private final ClusterLoop cluster;
  private final EdgeCounters edge;
  private final JournalCounters journal;
  private final DoubleSupplier loopLagMs;

  private RouterLive(
      ClusterLoop cluster, EdgeCounters edge, JournalCounters journal, DoubleSupplier loopLagMs) {
    this.cluster = cluster;
    this.edge = edge;
    this.journal = journal;
    this.loopLagMs = loopLagMs;
  }

  /** The page's files. */
  static Site site() {
    return SiteLoader.load(RouterLive.class.getClassLoader(), DIRECTORY, SHARED);
  }

  /**
   * Begins to look at the cluster, on a loop of the admin port.
   *
   * @param loopLagMs how late the players' loops run; NaN where nobody measures
   */
  static LivePage start(
      RouterCommand flags,
      EventLoopGroup loops,
      ClusterLoop cluster,
      EdgeCounters edge,
      JournalCounters journal,
      DoubleSupplier loopLagMs,
      News news) {
    RouterLive live = new RouterLive(cluster, edge, journal, loopLagMs);
    edge.seats().watchResumes(news::roomResumed);
    return LivePage.start(
        site(),
        loops.next(),
        new RouterLook(
            RouterVersion.text(),
            System.currentTimeMillis(),
            flags.heartbeatInterval.toMillis(),
            flags.lease.toMillis()),
        cluster::view,
        live::figures,
        news);
  }

  private Figures figures() {
    Counts counts = cluster.view().counts();
    long placements = 0;
    for (PlacementReason reason : PlacementReason.values()) {
      placements += counts.of(reason);
    }
    long refusals = 0;
    for (CloseReason reason : CloseReason.values()) {
      refusals += edge.refusals(reason);
    }
    return new Figures(
        edge.playersOpen(),
        edge.seats().seats(),
        edge.feeds().seats(),
        edge.seats().seatsParked() + edge.feeds().seatsParked(),
        cluster.view().rooms(),
        edge.seats().deliveries() + edge.feeds().messagesDelivered(),
        edge.seats().framesSent(),
        placements,
        refusals,
        journal.keptCount(),
        journal.keptSeconds(),
        loopLagMs.getAsDouble());
  }
}
