package usher.router.admin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import usher.common.config.Tokens;
import usher.common.net.Binding;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.common.tls.TlsPort;
import usher.router.http.WholeBody;

/** The port that operators and their tools speak HTTP to. */
public final class AdminPort implements AutoCloseable {
  /** The most connections of operators at once; one more is closed. */
  static final int MAX_CONNECTIONS = 256;

  /** The largest body of a request, in bytes. */
  static final int MAX_BODY_BYTES = 64 * 1024;

  /** How long a connection may be silent, in seconds. */
  static final int IDLE_SECONDS = 60;

  private static final long STOP_WITHIN_MS = 2_000;

  private final Channel server;

  private AdminPort(Channel server) {
    this.server = server;
  }

  /**
   * Binds the port; any thread.
   *
   * @param token what every request but a health probe must carry; null where none is needed
   * @param page what operators look at
   * @param tls of the port
   * @throws usher.common.net.CannotListenException if the address cannot be bound
   */
  public static AdminPort open(
      HostPort listen,
      Transport transport,
      EventLoopGroup loops,
      AdminRoutes routes,
      @Nullable Tokens token,
      AdminPage page,
      TlsPort tls) {
    AtomicInteger open = new AtomicInteger();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
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
                        .addLast(new WholeBody(MAX_BODY_BYTES, AdminHandler::refuseBody))
                        .addLast(new OneRequestHandler())
                        .addLast(new AdminHandler(routes, token, page));
                  }
                });
    return new AdminPort(Binding.bind(bootstrap, "--admin", listen));
  }

  /** Where it listens, with the port that the system picked for 0. */
  public HostPort address() {
    return Binding.addressOf(server);
  }

  @Override
  public void close() {
    server.close().awaitUninterruptibly(STOP_WITHIN_MS);
  }
}
