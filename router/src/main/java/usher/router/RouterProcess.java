package usher.router;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.net.LoopDeath;
import usher.common.net.Transport;
import usher.router.access.AccessLog;
import usher.router.cluster.Cluster;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.ClusterLoop;
import usher.router.control.ControlPort;
import usher.router.control.ControlPortConfig;
import usher.router.edge.EdgeConfig;
import usher.router.edge.EdgeCounters;
import usher.router.edge.LoopLag;
import usher.router.edge.PlayerPort;
import usher.router.edge.RoomRoute;
import usher.router.journal.JournalCounters;
import usher.router.journal.RoomJournal;
import usher.router.live.LivePage;
import usher.router.live.happening.News;
import usher.router.metrics.AccessMeters;
import usher.router.metrics.ClusterMeters;
import usher.router.metrics.ControlMeters;
import usher.router.metrics.EdgeMeters;
import usher.router.metrics.JournalMeters;
import usher.router.metrics.LagMeters;
import usher.router.metrics.PublishMeters;
import usher.router.metrics.RouterMetrics;
import usher.router.metrics.TicketMeters;
import usher.router.metrics.TlsMeters;
import usher.router.pin.JournalPinStore;
import usher.router.publish.PublishCounters;
import usher.router.site.SiteLoader;
import usher.router.ticket.KeyWatch;
import usher.router.ticket.Tickets;
import usher.router.upstream.NodeProbe;

/** A router's parts, wired, from start to stop. Made and stopped on main threads. */
final class RouterProcess {
  private static final Logger log = LoggerFactory.getLogger(RouterProcess.class);
  private static final int ROUTER_ID_BYTES = 6;
  private static final long STOP_WITHIN_MS = 3_000;

  private final EventLoopGroup playerLoops;
  private final EventLoopGroup controlLoops;
  private final ClusterLoop cluster;
  private final PlayerPort players;
  private final ControlPort control;
  private final RouterAdmin admin;
  private final @Nullable RoomJournal journal;
  private final RouterFeeds feeds;
  private final LivePage live;
  private final LoopDeath death;
  private final RouterTls tls;
  private final @Nullable KeyWatch ticketKeys;
  private final RouterLimits limits;
  private final @Nullable AccessLog access;

  /**
   * Binds all ports and starts all threads.
   *
   * @param journal where rooms are kept, ended with the router; null where nowhere
   * @throws usher.common.net.CannotListenException if an address cannot be listened on
   */
  RouterProcess(
      RouterCommand flags,
      RoomRoute route,
      Transport transport,
      TokenFlags.Secrets secrets,
      RouterTls tls,
      @Nullable RoomJournal journal,
      JournalCounters journalCounters) {
    this.journal = journal;
    this.tls = tls;
    SecureRandom secure = new SecureRandom();
    byte[] id = new byte[ROUTER_ID_BYTES];
    secure.nextBytes(id);
    String routerId = HexFormat.of().formatHex(id);
    playerLoops = transport.group("player", flags.loops());
    // Reading the register of a node with 20,000 rooms takes tens of milliseconds: not on players'
    // loops.
    controlLoops = transport.group("control", 1);
    death = LoopDeath.endsProcess().watch(playerLoops).watch(controlLoops);

    RouterEffects effects = new RouterEffects();
    cluster =
        new ClusterLoop(
            new Cluster(
                clusterConfig(flags, journal),
                routerId,
                new SplittableRandom(secure.nextLong()),
                System.nanoTime()),
            effects);
    RouterMetrics metrics = new RouterMetrics();
    EdgeCounters edge = new EdgeCounters();
    ControlMeters nodes = new ControlMeters(metrics);
    EdgeMeters.bind(metrics, edge);
    ClusterMeters.bind(metrics, cluster::view);
    JournalMeters.bind(metrics, journalCounters, journal);
    LoopLag lag = LoopLag.watch(playerLoops);
    LagMeters.bind(metrics, lag::worstMs);
    PublishCounters published = new PublishCounters();
    PublishMeters.bind(metrics, published);
    TlsMeters.bind(metrics, tls.counters());

    control =
        ControlPort.listen(
            new ControlPortConfig(flags.control, secrets.nodes(), flags.lease.toMillis())
                .withTls(tls.control()),
            transport,
            controlLoops,
            cluster,
            nodes);
    feeds = new RouterFeeds(journal, flags.retained(), published);
    News news = new News();
    live =
        RouterLive.start(flags, controlLoops, cluster, edge, journalCounters, lag::worstMs, news);
    admin =
        new RouterAdmin(
            flags,
            routerId,
            transport,
            controlLoops,
            new RouterAdmin.Parts(
                cluster, edge, metrics::scrape, feeds, journal, flags.process.reloads(), live),
            secrets.operators(),
            tls.admin());
    access = flags.access.target == null ? null : AccessLog.open(flags.access.target);
    AccessMeters.bind(metrics, access);
    players =
        PlayerPort.open(
            EdgeConfig.at(flags.listen)
                .withRoute(route)
                .withLimits(flags.limits.limits())
                .withParking(flags.parking)
                .withToken(secrets.nodes())
                .withTls(tls.players(), tls.nodes())
                .withDoor(flags.door.door()),
            SiteLoader.load(RouterProcess.class.getClassLoader()),
            transport,
            playerLoops,
            cluster.pins(),
            cluster,
            edge,
            access);
    admin.knows(players.address(), control.address());
    Tickets tickets = flags.door.door().tickets();
    TicketMeters.bind(metrics, tickets);
    ticketKeys = tickets == null ? null : KeyWatch.start(tickets);
    if (tickets != null) {
      flags.process.reloads().add(tickets);
    }
    if (access != null) {
      flags.process.reloads().add(access);
    }
    limits = new RouterLimits(flags, players, lag::worstMs, metrics);
    effects.reach(
        players, control, new NodeProbe(controlLoops.next(), transport, tls.nodes()), cluster);
    effects.tell(news);
    if (journal != null) {
      effects.keepPinsIn(new JournalPinStore(journal.journal()));
    }
    cluster.start();
    flags.door.warn(flags.listen);
    log.info(
        "router {}: transport {} ({}), {} event loops, heartbeats every {} ms, leases of {} ms",
        routerId,
        transport.name(),
        transport.why(),
        flags.loops(),
        flags.heartbeatInterval.toMillis(),
        flags.lease.toMillis());
  }

  private static ClusterConfig clusterConfig(RouterCommand flags, @Nullable RoomJournal journal) {
    ClusterConfig defaults = ClusterConfig.defaults();
    return defaults
        .withHeartbeat(flags.heartbeatInterval.toMillis(), flags.lease.toMillis())
        .withBounds(defaults.maxNodes(), flags.maxRooms, defaults.maxWaiters())
        .withMoves(flags.moves.config())
        .withJournal(journal == null ? null : journal.forNodes())
        .withFeedRetain(flags.retained())
        .withTlsNodes(flags.tls.nodes() != null);
  }

  /** The one line on standard output. */
  String readyLine() {
    return "READY router players="
        + players.address()
        + " control="
        + control.address()
        + " admin="
        + admin.address();
  }

  /** Ends every player's connection with 1001, then everything else; within a few seconds. */
  void stop() {
    log.info("stopping: players are closed with router-leaving");
    death.stopping();
    if (journal != null) {
      journal.ending();
    }
    limits.close();
    players.close();
    live.close();
    admin.close();
    control.close();
    cluster.close();
    // An event loop may hang in its own end: nobody waits for it for ever.
    Future<?> playersEnd = playerLoops.shutdownGracefully(0, STOP_WITHIN_MS, TimeUnit.MILLISECONDS);
    Future<?> controlEnds =
        controlLoops.shutdownGracefully(0, STOP_WITHIN_MS, TimeUnit.MILLISECONDS);
    playersEnd.awaitUninterruptibly(STOP_WITHIN_MS);
    controlEnds.awaitUninterruptibly(STOP_WITHIN_MS);
    feeds.close();
    tls.close();
    if (ticketKeys != null) {
      ticketKeys.close();
    }
    if (access != null) {
      access.close();
    }
    if (journal != null) {
      journal.close();
    }
  }
}
