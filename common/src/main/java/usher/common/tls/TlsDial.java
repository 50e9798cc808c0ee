package usher.common.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import usher.common.config.Reloads;
import usher.common.net.HostPort;

/** TLS on connections that we dial, or none. Any thread. */
public final class TlsDial {
  private final TlsCounters counters;
  private final @Nullable LiveContext context;
  private final @Nullable TlsThreads threads;

  private TlsDial(
      TlsCounters counters, @Nullable LiveContext context, @Nullable TlsThreads threads) {
    this.counters = counters;
    this.context = context;
    this.threads = threads;
  }

  /** Nobody is dialled by TLS. */
  public static TlsDial off(String peers) {
    return new TlsDial(new TlsCounters(peers), null, null);
  }

  /**
   * Reads the files, and goes on looking at them.
   *
   * @param peers who is dialled, for logs and metric tags, as in {@code nodes}
   * @param files null for no TLS
   * @throws usher.common.config.FlagException if the files cannot be used
   */
  public static TlsDial open(String peers, @Nullable TlsFiles files, TlsThreads threads) {
    if (files == null) {
      return off(peers);
    }
    TlsCounters counters = new TlsCounters(peers);
    LiveContext context = new LiveContext(files, Contexts::ofDial, counters, Instant::now);
    threads.watch(context);
    return new TlsDial(counters, context, threads);
  }

  /** Whether there is an authority by which peers are known. */
  public boolean isOn() {
    return context != null;
  }

  /** What it counts. */
  public TlsCounters counters() {
    return counters;
  }

  /** Its files are taken anew with all else, too. */
  public void reloadWith(Reloads reloads) {
    if (context != null) {
      reloads.add(context);
    }
  }

  /**
   * Begins a handshake once the connection is there, before all that is added to its pipeline after
   * this. Its peer's certificate must be for the host dialled. On its event loop.
   *
   * @return ends with the handshake
   */
  public Future<Channel> install(Channel channel, HostPort peer) {
    return install(channel, peer, TlsLimits.HANDSHAKE);
  }

  /** The same with another bound of the handshake. */
  public Future<Channel> install(Channel channel, HostPort peer, Duration within) {
    if (context == null || threads == null) {
      throw new IllegalStateException("no TLS with " + counters.port());
    }
    SslHandler handler =
        context.get().newHandler(channel.alloc(), peer.host(), peer.port(), threads.handshakes());
    handler.setHandshakeTimeoutMillis(within.toMillis());
    handler.setCloseNotifyFlushTimeoutMillis(TlsLimits.CLOSE.toMillis());
    channel.pipeline().addLast(handler).addLast(new HandshakeHandler(counters, peer));
    return handler.handshakeFuture();
  }
}
