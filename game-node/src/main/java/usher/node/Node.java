package usher.node;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.config.FlagException;
import usher.common.config.Tokens;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.journal.redis.JournalMetrics;
import usher.common.net.CannotListenException;
import usher.common.net.HostPort;
import usher.common.net.OpenFiles;
import usher.common.net.Transport;
import usher.common.player.CloseReason;
import usher.node.feed.Feeds;
import usher.node.feed.SeatQuota;
import usher.node.feed.redis.RedisFeeds;
import usher.node.game.Games;
import usher.node.heartbeat.Announcer;
import usher.node.heartbeat.ControlClient;
import usher.node.heartbeat.HeartbeatConfig;
import usher.node.heartbeat.Lease;
import usher.node.heartbeat.LeaseListener;
import usher.node.link.LinkOutboxes;
import usher.node.link.Links;
import usher.node.metrics.FeedMeters;
import usher.node.metrics.JournalMeters;
import usher.node.metrics.LinkMeters;
import usher.node.metrics.MetricsPort;
import usher.node.metrics.NodeMetrics;
import usher.node.metrics.RoomMeters;
import usher.node.metrics.TlsMeters;
import usher.node.player.NodePage;
import usher.node.player.Outboxes;
import usher.node.player.PlayerPort;
import usher.node.room.RoomRegistry;
import usher.node.room.RoomSettings;

/** A node that runs: its rooms and its port. */
final class Node {
  private static final Logger log = LoggerFactory.getLogger(Node.class);
  private static final long CLOSE_MS = 1_000;
  private static final long PACE_NS = 20_000_000;

  private final NodeFlags flags;
  private final RoomRegistry rooms;
  private final Feeds feeds;
  private final PlayerPort port;
  private final @Nullable MetricsPort metrics;
  private final @Nullable ControlClient control;

  private Node(
      NodeFlags flags,
      RoomRegistry rooms,
      Feeds feeds,
      PlayerPort port,
      @Nullable MetricsPort metrics,
      @Nullable ControlClient control) {
    this.flags = flags;
    this.rooms = rooms;
    this.feeds = feeds;
    this.port = port;
    this.metrics = metrics;
    this.control = control;
  }

  /**
   * Starts everything; the port listens when it returns.
   *
   * @throws FlagException if a flag names what cannot be had
   */
  static Node start(NodeFlags flags) {
    NodeId id = new NodeId(flags.id);
    Games games = flags.games();
    Transport transport = transport(flags);
    Tokens token = flags.token();
    if (token != null) {
      flags.process.reloads().add(token);
    }
    NodeTls tls = new NodeTls(flags.tls);
    tls.reloadWith(flags.process.reloads());
    int loops = flags.loopCount();
    Incarnation incarnation = HeartbeatConfig.freshIncarnation(id);
    flags.checkPorts();
    if (flags.takesLinks()) {
      WarmUp.run(incarnation, games, transport, flags.process.warmUpLimit());
    } else {
      warnOf(flags.capacitySeats, OpenFiles.now());
    }
    RoomSettings settings =
        new RoomSettings(
            incarnation,
            games,
            loops,
            flags.standalone,
            flags.capacity(),
            flags.roomIdle,
            flags.seatGrace);
    Outboxes outboxes = new Outboxes(loops);
    LinkOutboxes linkOutboxes = new LinkOutboxes(loops);
    IntConsumer turnEnded =
        loop -> {
          outboxes.turnEnded(loop);
          linkOutboxes.turnEnded(loop);
        };
    RouterTie tie = new RouterTie();
    RoomRegistry rooms =
        flags.standalone
            ? RoomRegistry.start(settings, Lease.ALWAYS, Announcer.NOBODY, turnEnded)
            : RoomRegistry.start(settings, tie, tie, turnEnded);
    NodeMetrics metrics = flags.metrics == null ? null : new NodeMetrics();
    rooms.journals(
        new RedisJournals(
            metrics == null ? JournalMetrics.NONE : new JournalMeters(metrics), tls.journal()));
    Feeds feeds =
        Feeds.start(
            id,
            flags.standalone,
            new FeedSeats(rooms),
            new RedisFeeds(tls.journal()),
            () -> {
              outboxes.feedTurnEnded();
              linkOutboxes.feedTurnEnded();
            });
    rooms.publishTo(feeds::publish);
    Links links =
        flags.takesLinks() ? new Links(new Entrance(rooms), feeds, linkOutboxes, token) : null;
    PlayerPort port;
    MetricsPort metricsPort;
    try {
      metricsPort =
          metrics == null
              ? null
              : metricsPort(flags, token, tls, transport, metrics, rooms, feeds, links);
      port =
          PlayerPort.open(
              flags.listen,
              transport,
              loops,
              flags.capacitySeats,
              rooms,
              feeds,
              outboxes,
              new NodePage(id, games.names()),
              links,
              tls.players());
    } catch (CannotListenException e) {
      tls.close();
      rooms.stop();
      feeds.stop();
      throw e;
    }
    if (flags.logState != null) {
      logStateEvery(rooms, flags.logState.toMillis());
    }
    log.info("transport {}: {}", transport.name(), transport.why());
    ControlClient control = null;
    if (!flags.standalone) {
      HostPort address =
          flags.advertise == null ? flags.listen.withPort(port.port()) : flags.advertise;
      HeartbeatConfig reports = reports(flags, incarnation, address, token, tls);
      log.info("control: {}", reports);
      control = new ControlClient(reports, new NodeHost(rooms, feeds), new LeaseLog());
      tie.tie(control);
      control.start();
    }
    return new Node(flags, rooms, feeds, port, metricsPort, control);
  }

  private static @Nullable MetricsPort metricsPort(
      NodeFlags flags,
      @Nullable Tokens token,
      NodeTls tls,
      Transport transport,
      NodeMetrics metrics,
      RoomRegistry rooms,
      Feeds feeds,
      @Nullable Links links) {
    if (flags.metrics == null) {
      return null;
    }
    RoomMeters.bind(metrics, rooms);
    FeedMeters.bind(metrics, feeds);
    TlsMeters.bind(metrics, tls.counters());
    if (links != null) {
      LinkMeters.bind(metrics, links);
    }
    return MetricsPort.open(
        flags.metrics, transport, metrics, () -> rooms.load().health(), token, tls.metrics());
  }

  private static HeartbeatConfig reports(
      NodeFlags flags,
      Incarnation incarnation,
      HostPort address,
      @Nullable Tokens token,
      NodeTls tls) {
    return new HeartbeatConfig(
        flags.routers,
        token,
        incarnation,
        NodeVersion.text(),
        address,
        flags.upstream,
        flags.capacity(),
        Map.of(),
        tls.routers(),
        tls.players().isOn());
  }

  /** Where each player has a connection of its own, which a link of a router spares. */
  private static void warnOf(int seats, @Nullable OpenFiles files) {
    String tooFew = files == null ? null : files.tooFewFor("--capacity-seats", seats, 1);
    if (tooFew != null) {
      log.warn("{}", tooFew);
    }
  }

  private static Transport transport(NodeFlags flags) {
    try {
      return Transport.ofNode(flags.transport);
    } catch (IllegalArgumentException e) {
      throw new FlagException(String.valueOf(e.getMessage()));
    }
  }

  private static void logStateEvery(RoomRegistry rooms, long intervalMs) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "log-state");
              thread.setDaemon(true);
              return thread;
            });
    timer.scheduleAtFixedRate(rooms::logState, intervalMs, intervalMs, TimeUnit.MILLISECONDS);
  }

  /** The one line that says that it serves, and where. */
  String ready() {
    String line = "READY node id=" + flags.id + " listen=" + flags.listen.withPort(port.port());
    return metrics == null ? line : line + " metrics=" + metrics.address();
  }

  /**
   * Leaves on purpose: no new rooms; waits until the last is empty, up to a bound; ends. Blocks.
   */
  void leave() {
    log.info("leaving: no new rooms, and up to {} for {} to empty", flags.drainTimeout, rooms);
    rooms.leave();
    feeds.leave();
    if (control != null) {
      control.heartbeatNow();
    }
    long deadline = System.nanoTime() + flags.drainTimeout.toNanos();
    while (rooms.load().rooms() + feeds.counts().seats() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(PACE_NS);
    }
    port.stopListening(CLOSE_MS);
    try {
      rooms.close(CloseReason.NODE_LEAVING, CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (control != null) {
      control.stop(CLOSE_MS);
    }
    port.close(CLOSE_MS);
    feeds.stop();
    if (metrics != null) {
      metrics.close(CLOSE_MS);
    }
    log.info("left");
  }

  /** Seats at feeds are seats of the node. */
  private record FeedSeats(RoomRegistry rooms) implements SeatQuota {
    @Override
    public boolean take() {
      return rooms.takeSeat();
    }

    @Override
    public void release() {
      rooms.releaseSeat();
    }
  }

  /** Says in the log when the node may serve. */
  private static final class LeaseLog implements LeaseListener {
    @Override
    public void onHeld() {
      log.info("a router grants the lease: rooms are served");
    }

    @Override
    public void onLapsed() {
      log.warn("the lease lapsed: rooms that no journal keeps pause");
    }
  }
}
