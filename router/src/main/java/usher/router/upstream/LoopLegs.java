package usher.router.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.common.player.CloseReason;
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
  private final Bootstrap bootstrap;
  private final PinView pins;
  private final ClusterInbox inbox;
  private final UpstreamMetrics metrics;

  /** Written by the loop only. Bounded by the nodes that the loop has connections to. */
  private final ConcurrentHashMap<NodeRef, NodeLegs> legs = new ConcurrentHashMap<>();

  /** On any thread. */
  public LoopLegs(
      EventLoop loop,
      Transport transport,
      PinView pins,
      ClusterInbox inbox,
      UpstreamMetrics metrics) {
    this.loop = loop;
    this.pins = pins;
    this.inbox = inbox;
    this.metrics = metrics;
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(transport.socketChannel())
            .resolver(transport.resolver())
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

  /** Ends every connection there is, because the router stops. On the loop. */
  public void routerLeaving() {
    for (NodeLegs each : legs.values()) {
      each.end(CloseReason.ROUTER_LEAVING);
    }
  }

  /** Begins a connection to the pin's node, on this loop. */
  ChannelFuture connect(NodeRef node, ChannelHandler handler) {
    return bootstrap.clone().handler(handler).connect(address(node.address()));
  }

  NodeLegs.Registration register(Pin pin, LegOwner owner) {
    NodeRef node = pin.node();
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

  /** A literal address needs no resolver; a name is resolved without blocking the loop. */
  static InetSocketAddress address(HostPort address) {
    byte @Nullable [] literal = NetUtil.createByteArrayFromIpAddressString(address.host());
    if (literal == null) {
      return InetSocketAddress.createUnresolved(address.host(), address.port());
    }
    try {
      return new InetSocketAddress(InetAddress.getByAddress(literal), address.port());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + literal.length + " bytes", e);
    }
  }
}
