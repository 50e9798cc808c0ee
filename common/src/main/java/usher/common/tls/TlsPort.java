package usher.common.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import usher.common.config.Reloads;

/** TLS on a port of ours, or none. Any thread. */
public final class TlsPort {
  private static final String NOT_TLS = "it begins a handshake, and this port speaks no TLS";

  private final TlsCounters counters;
  private final @Nullable LiveContext context;
  private final @Nullable TlsThreads threads;

  private TlsPort(
      TlsCounters counters, @Nullable LiveContext context, @Nullable TlsThreads threads) {
    this.counters = counters;
    this.context = context;
    this.threads = threads;
  }

  /** A port without TLS. */
  public static TlsPort off(String port) {
    return new TlsPort(new TlsCounters(port), null, null);
  }

  /**
   * Reads the files, and goes on looking at them.
   *
   * @param port its name in logs and in metric tags, as in {@code control}
   * @param files null for no TLS
   * @throws usher.common.config.FlagException if the files cannot be used
   */
  public static TlsPort open(String port, @Nullable TlsFiles files, TlsThreads threads) {
    if (files == null) {
      return off(port);
    }
    TlsCounters counters = new TlsCounters(port);
    LiveContext context = new LiveContext(files, Contexts::ofPort, counters, Instant::now);
    threads.watch(context);
    return new TlsPort(counters, context, threads);
  }

  /** Whether it speaks TLS, and nothing else. */
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
   * Asks a new connection for a handshake, before all that is added to its pipeline after this; or
   * looks out for one that nobody asked for. On its event loop.
   */
  public void install(Channel channel) {
    channel.pipeline().addLast(isOn() ? new TlsDoorHandler(this) : new PlainDoorHandler(this));
  }

  /** Whether a connection to a port without TLS begins with a handshake: then that is counted. */
  public boolean isHandshake(byte first, Channel channel) {
    if (first != TlsDoorHandler.HANDSHAKE_RECORD) {
      return false;
    }
    counters.onFailed(TlsFailure.NOT_TLS, channel.remoteAddress(), NOT_TLS);
    return true;
  }

  SslHandler handler(Channel channel) {
    if (context == null || threads == null) {
      throw new IllegalStateException("no TLS at " + counters.port());
    }
    SslHandler handler = context.get().newHandler(channel.alloc(), threads.handshakes());
    handler.setHandshakeTimeoutMillis(TlsLimits.HANDSHAKE.toMillis());
    handler.setCloseNotifyFlushTimeoutMillis(TlsLimits.CLOSE.toMillis());
    return handler;
  }

  @Override
  public String toString() {
    return isOn() ? "TLS" : "no TLS";
  }
}
