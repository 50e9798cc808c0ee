package usher.common.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.time.Instant;
import usher.common.config.Reloadable;
import usher.common.net.HostPort;

/** TLS on connections that we dial. Any thread. */
public final class TlsDial {
  private final LiveContext context;
  private final TlsThreads threads;
  private final TlsCounters counters;

  private TlsDial(LiveContext context, TlsThreads threads, TlsCounters counters) {
    this.context = context;
    this.threads = threads;
    this.counters = counters;
  }

  /**
   * Reads the files, and goes on looking at them.
   *
   * @throws usher.common.config.FlagException if they cannot be used
   */
  public static TlsDial open(TlsFiles files, TlsThreads threads, TlsCounters counters) {
    LiveContext context = new LiveContext(files, Contexts::ofDial, counters, Instant::now);
    threads.watch(context);
    return new TlsDial(context, threads, counters);
  }

  /** Its files, taken anew. */
  public Reloadable certificates() {
    return context;
  }

  /**
   * Begins a handshake once the connection is there, before all that is added to its pipeline after
   * this. Its peer's certificate must be for this host. On its event loop.
   */
  public void install(Channel channel, HostPort peer) {
    install(channel, peer, TlsLimits.HANDSHAKE);
  }

  /**
   * The same with another bound.
   *
   * @return ends with the handshake
   */
  public SslHandler install(Channel channel, HostPort peer, Duration within) {
    SslHandler handler =
        context
            .get()
            .newHandler(channel.alloc(), peer.host(), peer.port(), threads.handshakes());
    handler.setHandshakeTimeoutMillis(within.toMillis());
    handler.setCloseNotifyFlushTimeoutMillis(TlsLimits.CLOSE.toMillis());
    channel.pipeline().addLast(handler).addLast(new HandshakeHandler(counters, peer));
    return handler;
  }
}
