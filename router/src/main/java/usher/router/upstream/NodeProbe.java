package usher.router.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import usher.common.net.Transport;
import usher.common.tls.TlsDial;
import usher.router.cluster.ProbeOutcome;
import usher.router.pin.NodeRef;

/**
 * Tries whether anything listens at a node's address; where the node serves TLS, whether that is
 * the node.
 */
public final class NodeProbe {
  private final EventLoop loop;
  private final Transport transport;
  private final Bootstrap bootstrap;
  private final TlsDial tls;

  /**
   * On any thread.
   *
   * @param loop one of no players: when a node dies, theirs are busy with all who sat there
   * @param tls how nodes that serve TLS are dialled
   */
  public NodeProbe(EventLoop loop, Transport transport, TlsDial tls) {
    this.loop = loop;
    this.tls = tls;
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
   * @param callback gets the outcome, on the event loop, after at most {@link
   *     UpstreamLimits#PROBE_DEADLINE} more, and where the node serves TLS {@link
   *     UpstreamLimits#PROBE_HANDSHAKE} on top
   */
  public void probe(NodeRef node, long afterNs, Consumer<ProbeOutcome> callback) {
    loop.schedule(() -> connect(node, callback), Math.max(0, afterNs), TimeUnit.NANOSECONDS);
  }

  private void connect(NodeRef node, Consumer<ProbeOutcome> callback) {
    InetSocketAddress address = NodeAddress.of(node.address());
    Handshake handshake = node.tls() ? new Handshake(node, callback) : null;
    ChannelHandler handler = handshake == null ? new ChannelInboundHandlerAdapter() : handshake;
    Bootstrap once = bootstrap.clone().handler(handler);
    if (handshake != null) {
      // A reset would overtake what the node still says, which would count as a failure there.
      once.option(ChannelOption.SO_LINGER, null);
    }
    if (address.isUnresolved()) {
      once.resolver(transport.resolver());
    }
    ChannelFuture future = once.connect(address);
    future.addListener(
        done -> {
          if (!done.isSuccess()) {
            callback.accept(RoomDialer.outcome(done.cause()));
          } else if (handshake != null) {
            handshake.connected = true;
          } else if (!future.channel().eventLoop().isShutdown()) {
            // A loop that ends closes what it has, and takes no word of it.
            future.channel().close();
            callback.accept(ProbeOutcome.ACCEPTED);
          }
        });
  }

  /** Whoever accepts must prove to be the node: one that does not is as good as silent. */
  private final class Handshake extends ChannelInitializer<Channel> {
    private final NodeRef node;
    private final Consumer<ProbeOutcome> callback;
    private boolean connected;

    Handshake(NodeRef node, Consumer<ProbeOutcome> callback) {
      this.node = node;
      this.callback = callback;
    }

    @Override
    protected void initChannel(Channel channel) {
      tls.install(channel, node.address(), UpstreamLimits.PROBE_HANDSHAKE)
          .addListener(
              done -> {
                channel.close();
                if (connected) {
                  callback.accept(done.isSuccess() ? ProbeOutcome.ACCEPTED : ProbeOutcome.SILENT);
                }
              });
    }
  }
}
