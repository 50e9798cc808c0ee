package usher.node.metrics;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import usher.common.config.Tokens;
import usher.common.control.Health;
import usher.common.net.Binding;
import usher.common.net.CannotListenException;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.common.tls.TlsPort;

/** The port that operators' tools read a node's metrics from; has a thread of its own. */
public final class MetricsPort {
  /** The most connections at once; one more is closed. */
  static final int MAX_CONNECTIONS = 64;

  /** The largest body of a request, in bytes: none is needed. */
  static final int MAX_BODY_BYTES = 1_024;

  /** How long a connection may be silent, in seconds. */
  static final int IDLE_SECONDS = 60;

  private final EventLoopGroup group;
  private final Channel listening;

  private MetricsPort(EventLoopGroup group, Channel listening) {
    this.group = group;
    this.listening = listening;
  }

  /**
   * Listens.
   *
   * @param health how the node is now
   * @param token what a request for the metrics must carry; null where none is needed
   * @param tls of the port
   * @throws CannotListenException if the address cannot be bound
   */
  public static MetricsPort open(
      HostPort address,
      Transport transport,
      NodeMetrics metrics,
      Supplier<Health> health,
      @Nullable Tokens token,
      TlsPort tls) {
    EventLoopGroup group = transport.group("metrics", 1);
    AtomicInteger open = new AtomicInteger();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(transport.serverSocketChannel())
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.closeFuture().addListener(closed -> open.decrementAndGet());
                    if (open.incrementAndGet() > MAX_CONNECTIONS) {
                      channel.close();
                      return;
                    }
                    tls.install(channel);
                    channel
                        .pipeline()
                        .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS, TimeUnit.SECONDS))
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpServerKeepAliveHandler())
                        .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
                        .addLast(new MetricsHandler(metrics, health, token));
                  }
                });
    try {
      return new MetricsPort(group, Binding.bind(bootstrap, "--metrics", address));
    } catch (CannotListenException e) {
      group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
      throw e;
    }
  }

  /** Where it listens, with the port that the system picked for 0. */
  public HostPort address() {
    return Binding.addressOf(listening);
  }

  /** Ends it. Blocks at most so long. */
  public void close(long timeoutMs) {
    listening.close().awaitUninterruptibly(timeoutMs);
    group.shutdownGracefully(0, timeoutMs, TimeUnit.MILLISECONDS).awaitUninterruptibly(timeoutMs);
  }
}
