package usher.common.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.time.Instant;
import usher.common.config.Reloadable;

/** TLS on a port of ours. Any thread. */
public final class TlsPort {
  private final LiveContext context;
  private final TlsThreads threads;
  private final TlsCounters counters;

  private TlsPort(LiveContext context, TlsThreads threads, TlsCounters counters) {
    this.context = context;
    this.threads = threads;
    this.counters = counters;
  }

  /**
   * Reads the files, and goes on looking at them.
   *
   * @throws usher.common.config.FlagException if they cannot be used
   */
  public static TlsPort open(TlsFiles files, TlsThreads threads, TlsCounters counters) {
    LiveContext context = new LiveContext(files, Contexts::ofPort, counters, Instant::now);
    threads.watch(context);
    return new TlsPort(context, threads, counters);
  }

  /** Its files, taken anew. */
  public Reloadable certificates() {
    return context;
  }

  /**
   * Asks a new connection for a handshake, before all that is added to its pipeline after this. On
   * its event loop.
   */
  public void install(Channel channel) {
    channel.pipeline().addLast(new TlsDoorHandler(this));
  }

  TlsCounters counters() {
    return counters;
  }

  SslHandler handler(Channel channel) {
    SslHandler handler = context.get().newHandler(channel.alloc(), threads.handshakes());
    handler.setHandshakeTimeoutMillis(TlsLimits.HANDSHAKE.toMillis());
    handler.setCloseNotifyFlushTimeoutMillis(TlsLimits.CLOSE.toMillis());
    return handler;
  }
}
