package usher.router.edge;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import usher.common.net.Binding;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.router.access.AccessLog;
import usher.router.cluster.ClusterInbox;
import usher.router.edge.socket.SeatLoop;
import usher.router.limit.Limits;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;
import usher.router.pin.PinView;
import usher.router.site.Site;
import usher.router.upstream.LoopLegs;
import usher.router.upstream.UpstreamLimits;

/** The port that players connect to. Any thread may call it. */
public final class PlayerPort implements AutoCloseable {
  private final Channel listening;
  private final HostPort address;
  private final Limits limits;
  private final Map<EventLoop, EdgeLoop> loops;

  private PlayerPort(
      Channel listening, HostPort address, Limits limits, Map<EventLoop, EdgeLoop> loops) {
    this.limits = limits;
    this.listening = listening;
    this.address = address;
    this.loops = loops;
  }

  /**
   * Listens.
   *
   * @param loops of the transport; the port does not shut them down
   * @throws usher.common.net.CannotListenException if the address cannot be listened on
   */
  public static PlayerPort open(
      EdgeConfig config,
      Site site,
      Transport transport,
      EventLoopGroup loops,
      PinView pins,
      ClusterInbox inbox,
      EdgeMetrics metrics) {
    return open(config, site, transport, loops, pins, inbox, metrics, null);
  }

  /**
   * Listens.
   *
   * @param loops of the transport; the port does not shut them down
   * @param access where connections are noted; null for nowhere
   * @throws usher.common.net.CannotListenException if the address cannot be listened on
   */
  public static PlayerPort open(
      EdgeConfig config,
      Site site,
      Transport transport,
      EventLoopGroup loops,
      PinView pins,
      ClusterInbox inbox,
      EdgeMetrics metrics,
      @Nullable AccessLog access) {
    Limits limits = new Limits(config.limits());
    Map<EventLoop, EdgeLoop> own = new LinkedHashMap<>();
    for (EventExecutor each : loops) {
      LoopLegs legs =
          new LoopLegs((EventLoop) each, transport, pins, inbox, metrics, config.nodes());
      SeatLoop seats =
          new SeatLoop(
              legs,
              pins,
              inbox,
              config.parking(),
              limits,
              config.token(),
              new SeatLoop.Counts(
                  metrics.seats(), metrics.links(), metrics.feeds(), metrics.traffic()));
      own.put(legs.loop(), new EdgeLoop(legs, seats, pins));
    }
    Edge edge = new Edge(config, limits, metrics, site, inbox, access);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(transport.serverSocketChannel())
            .option(ChannelOption.SO_BACKLOG, EdgeLimits.BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UpstreamLimits.WAITING_BYTES)
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, UpstreamLimits.reads())
            .childHandler(new PlayerInitializer(edge, own));
    Channel listening = Binding.bind(bootstrap, "--listen", config.listen());
    return new PlayerPort(listening, Binding.addressOf(listening), limits, own);
  }

  /** Where it listens, with the port that was picked. */
  public HostPort address() {
    return address;
  }

  /** What players may have; it can be changed while players are there. */
  public Limits limits() {
    return limits;
  }

  /**
   * There is too much to do: on each event loop some seats end, soon, the newest first.
   *
   * @param playersToo whether those who play go, too, once nobody is left who only watches
   */
  public void shed(boolean playersToo) {
    for (EdgeLoop each : loops.values()) {
      each.seats().shed(playersToo);
    }
  }

  /** A node may be reached: every event loop makes its link to it, soon, ahead of need. */
  public void nodeJoined(NodeRef node) {
    for (EdgeLoop each : loops.values()) {
      each.seats().nodeJoined(node);
    }
  }

  /** A node serves nothing any more: ends all its tunnels, soon, on their event loops. */
  public void nodeLost(NodeRef node) {
    for (EdgeLoop each : loops.values()) {
      each.legs().nodeLost(node);
    }
  }

  /** A node wants to be empty, or not any more: the seats at its feeds leave it, soon, or stay. */
  public void nodeDraining(NodeRef node, boolean draining) {
    for (EdgeLoop each : loops.values()) {
      each.seats().nodeDraining(node, draining);
    }
  }

  /** A room left its node: its seats on links ask where it is now, soon, on their event loops. */
  public void pinRetired(Pin pin) {
    for (EdgeLoop each : loops.values()) {
      each.seats().pinRetired(pin);
    }
  }

  /**
   * An operator closed a room: everyone in it goes, soon, on their event loops.
   *
   * @param message what those on seats are told; null for nothing but the reason's word
   */
  public void roomClosed(Pin pin, @Nullable String message) {
    for (EdgeLoop each : loops.values()) {
      each.seats().roomClosed(pin, message);
      each.legs().roomClosed(pin);
    }
  }

  /** How many connections to this node are open on which it could still answer. */
  public int legsOpen(NodeRef node) {
    int open = 0;
    for (EdgeLoop each : loops.values()) {
      open += each.legs().legsOpen(node);
    }
    return open;
  }

  /** Takes no new players; those who are there stay. */
  public void stopListening() {
    listening.close().awaitUninterruptibly(EdgeLimits.STOP.toMillis());
  }

  /**
   * Takes no new players, and ends all seats and tunnels with {@code 1001 router-leaving}. An event
   * loop that hangs is waited for no longer than {@link EdgeLimits#STOP}.
   */
  @Override
  public void close() {
    stopListening();
    for (EdgeLoop each : loops.values()) {
      each.legs()
          .loop()
          .submit(each::routerLeaving)
          .awaitUninterruptibly(EdgeLimits.STOP.toMillis());
    }
  }
}
