package usher.router.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import usher.common.net.Transport;
import usher.router.cluster.ProbeOutcome;
import usher.router.pin.NodeRef;

/** Tries whether anything listens at a node's address. */
public final class NodeProbe {
  private final EventLoop loop;
  private final Transport transport;
  private final Bootstrap bootstrap;

  /** On any thread. */
  public NodeProbe(EventLoop loop, Transport transport) {
    this.loop = loop;
    this.transport = transport;
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(transport.socketChannel())
            .disableResolver()
            .option(ChannelOption.SO_LINGER, 0)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) UpstreamLimits.PROBE_DEADLINE.toMillis());
  }

  /**
   * Probes once; any thread.
   *
   * @param afterNs how many nanoseconds to wait before
   * @param callback gets the outcome, on an event loop
   */
  public void probe(NodeRef node, long afterNs, Consumer<ProbeOutcome> callback) {
    loop.schedule(() -> connect(node, callback), Math.max(0, afterNs), TimeUnit.NANOSECONDS);
  }

  private void connect(NodeRef node, Consumer<ProbeOutcome> callback) {
    InetSocketAddress address = NodeAddress.of(node.address());
    Bootstrap once = bootstrap.clone().handler(new ChannelInboundHandlerAdapter());
    if (address.isUnresolved()) {
      once.resolver(transport.resolver());
    }
    ChannelFuture future = once.connect(address);
    future.addListener(
        done -> {
          if (done.isSuccess()) {
            future.channel().close();
            callback.accept(ProbeOutcome.ACCEPTED);
          } else {
            callback.accept(RoomDialer.outcome(done.cause()));
          }
        });
  }
}
