package usher.router.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import usher.common.net.Transport;
import usher.common.player.CloseReason;
import usher.common.tls.TlsDial;
import usher.router.cluster.ClusterInbox;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;
import usher.router.pin.PinView;

/**
 * What one event loop needs to reach nodes, and all its connections to them. Owned by that loop,
 * but for {@link #legsOpen} and {@link #nodeLost}.
 */
public final class LoopLegs {
  private final EventLoop loop;
  private final Transport transport;
  private final Bootstrap toAddress;
  private @Nullable Bootstrap toName;
  private final PinView pins;
  private final ClusterInbox inbox;
  private final UpstreamMetrics metrics;
  private final TlsDial tls;

  /** Written by the loop only. Bounded by the nodes that the loop has connections to. */
  private final ConcurrentHashMap<NodeRef, NodeLegs> legs = new ConcurrentHashMap<>();

  /**
   * On any thread.
   *
   * @param tls how nodes that serve TLS are dialled
   */
  public LoopLegs(
      EventLoop loop,
      Transport transport,
      PinView pins,
      ClusterInbox inbox,
      UpstreamMetrics metrics,
      TlsDial tls) {
    this.loop = loop;
    this.tls = tls;
    this.pins = pins;
    this.inbox = inbox;
    this.metrics = metrics;
    this.transport = transport;
    this.toAddress =
        new Bootstrap()
            .group(loop)
            .channel(transport.socketChannel())
            .disableResolver()
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UpstreamLimits.WAITING_BYTES)
            .option(ChannelOption.RECVBUF_ALLOCATOR, UpstreamLimits.reads())
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) UpstreamLimits.CONNECT_DEADLINE.toMillis());
  }

  public EventLoop loop() {
    return loop;
  }

  PinView pins() {
    return pins;
  }

  ClusterInbox inbox() {
    return inbox;
  }

  UpstreamMetrics metrics() {
    return metrics;
  }

  /** How many connections of this loop to a node are open; any thread. */
  public int legsOpen(NodeRef node) {
    NodeLegs open = legs.get(node);
    return open == null ? 0 : open.open();
  }

  /** Ends every connection to a node; any thread. */
  public void nodeLost(NodeRef node) {
    loop.execute(
        () -> {
          NodeLegs lost = legs.remove(node);
          if (lost != null) {
            lost.end(CloseReason.NODE_LOST);
          }
        });
  }

  /** Ends every connection that a player has in a room by this pin; any thread. */
  public void roomClosed(Pin pin) {
    loop.execute(
        () -> {
          NodeLegs to = legs.get(pin.node());
          if (to != null) {
            to.end(pin, CloseReason.ROOM_CLOSED);
          }
        });
  }

  /** Ends every connection there is, because the router stops. On the loop. */
  public void routerLeaving() {
    for (NodeLegs each : legs.values()) {
      each.end(CloseReason.ROUTER_LEAVING);
    }
  }

  /** Begins a connection to a node, on this loop. */
  ChannelFuture connect(NodeRef node, ChannelHandler handler) {
    InetSocketAddress address = NodeAddress.of(node.address());
    ChannelHandler first = node.tls() ? new TlsFirst(tls, node.address(), handler) : handler;
    return bootstrap(address).clone().handler(first).connect(address);
  }

  /** Only a name needs a resolver, which has a socket of its own. */
  private Bootstrap bootstrap(InetSocketAddress address) {
    if (!address.isUnresolved()) {
      return toAddress;
    }
    Bootstrap named = toName;
    if (named == null) {
      named = toAddress.clone().resolver(transport.resolver());
      toName = named;
    }
    return named;
  }

  /** Registers a connection by which a player is in a room. */
  NodeLegs.Registration register(Pin pin, LegOwner owner) {
    NodeLegs.Registration registration = register(pin.node(), owner);
    registration.in(pin);
    return registration;
  }

  NodeLegs.Registration register(NodeRef node, LegOwner owner) {
    NodeLegs known = legs.get(node);
    if (known == null) {
      known = new NodeLegs(node);
      legs.put(node, known);
    }
    return known.add(owner);
  }

  void unregister(NodeLegs.Registration registration) {
    registration.remove();
    NodeLegs emptied = registration.legs();
    if (emptied.isEmpty()) {
      legs.remove(emptied.node(), emptied);
    }
  }
}
