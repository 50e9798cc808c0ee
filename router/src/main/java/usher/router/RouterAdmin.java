package usher.router;

import io.netty.channel.EventLoopGroup;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import usher.common.config.Reloads;
import usher.common.config.Tokens;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.common.tls.TlsPort;
import usher.router.admin.AdminPage;
import usher.router.admin.AdminPort;
import usher.router.admin.route.AdminThread;
import usher.router.admin.route.RouterFacts;
import usher.router.admin.route.RouterState;
import usher.router.admin.route.RoutesOfRouter;
import usher.router.cluster.ClusterLoop;
import usher.router.edge.EdgeCounters;
import usher.router.journal.JournalChoice;
import usher.router.journal.RoomJournal;

/** The admin port of a router, with all that it tells of the router; from start to stop. */
final class RouterAdmin implements AutoCloseable {
  private final AdminThread thread = new AdminThread();
  private final AdminPort port;
  private final RouterCommand flags;
  private final String routerId;
  private final Transport transport;
  private final @Nullable RoomJournal journal;
  private final long startedMs = System.currentTimeMillis();
  private final long startedNs = System.nanoTime();
  private volatile @Nullable HostPort players;
  private volatile @Nullable HostPort control;

  /** What the port shows and does that is made elsewhere. */
  record Parts(
      ClusterLoop cluster,
      EdgeCounters edge,
      Supplier<String> metrics,
      RouterFeeds feeds,
      @Nullable RoomJournal journal,
      Reloads reloads,
      AdminPage page) {}

  /**
   * Binds the port.
   *
   * @throws usher.common.net.CannotListenException if the address cannot be listened on
   */
  RouterAdmin(
      RouterCommand flags,
      String routerId,
      Transport transport,
      EventLoopGroup loops,
      Parts parts,
      @Nullable Tokens operators,
      TlsPort tls) {
    this.flags = flags;
    this.routerId = routerId;
    this.transport = transport;
    this.journal = parts.journal();
    ClusterLoop cluster = parts.cluster();
    RoutesOfRouter.World world =
        new RoutesOfRouter.World(
            cluster::view,
            cluster.pins(),
            cluster,
            parts.metrics(),
            parts.feeds().publishing(),
            parts.feeds().redis(),
            this::facts,
            state(parts.edge(), parts.journal()),
            parts.reloads());
    port =
        AdminPort.open(
            flags.admin,
            transport,
            loops,
            new RoutesOfRouter(world, thread),
            operators,
            parts.page(),
            tls);
  }

  /** Where the other ports listen. */
  void knows(HostPort players, HostPort control) {
    this.players = players;
    this.control = control;
  }

  /** Where it listens. */
  HostPort address() {
    return port.address();
  }

  private RouterFacts facts() {
    HostPort toPlayers = players;
    HostPort toNodes = control;
    return new RouterFacts(
        routerId,
        RouterVersion.text(),
        startedMs,
        startedNs,
        new RouterFacts.Listens(
            toPlayers == null ? flags.listen : toPlayers,
            toNodes == null ? flags.control : toNodes,
            port.address()),
        new RouterFacts.Transport(transport.name(), transport.why(), flags.loops()),
        journal == null
            ? "none"
            : flags.journal.equals("embedded") ? "embedded" : journal.toString(),
        journal != null && flags.journal.equals("embedded")
            ? JournalChoice.directory(flags.dataDir)
            : null,
        flags.maxRooms,
        flags.limits.limits().connections());
  }

  private static RouterState state(EdgeCounters edge, @Nullable RoomJournal journal) {
    return new RouterState() {
      @Override
      public long players() {
        return edge.playersOpen();
      }

      @Override
      public JournalState journal() {
        return journal == null
            ? new JournalState(false, 0, 0)
            : new JournalState(journal.connected(), journal.waiting(), journal.restarts());
      }
    };
  }

  @Override
  public void close() {
    port.close();
    thread.close();
  }
}
