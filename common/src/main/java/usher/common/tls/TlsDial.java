package usher.common.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
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

  /**
   * Shakes hands on a connected socket whose reads and writes block, and checks that the peer's
   * certificate is for the host dialled. Without files the authorities that Java knows count.
   *
   * @param socket is closed with the one returned, and where the handshake fails
   * @throws IOException if it fails: {@link TlsFailure#words} says of what, and who called tells it
   */
  public Socket secure(Socket socket, HostPort peer) throws IOException {
    SslContext files = context == null ? null : context.get();
    try {
      SSLSocket secured =
          (SSLSocket)
              (files instanceof JdkSslContext of ? of.context() : SSLContext.getDefault())
                  .getSocketFactory()
                  .createSocket(socket, peer.host(), peer.port(), true);
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setProtocols(Contexts.protocols());
      if (files != null) {
        parameters.setCipherSuites(files.cipherSuites().toArray(String[]::new));
      }
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      counters.onShaken();
      return secured;
    } catch (SocketTimeoutException e) {
      counters.onFailedAndTold(TlsFailure.TIMEOUT);
      socket.close();
      throw new SSLException("nothing answers the handshake", e);
    } catch (IOException | NoSuchAlgorithmException e) {
      counters.onFailedAndTold(TlsFailure.of(e));
      socket.close();
      throw e instanceof IOException failed ? failed : new IOException(e);
    }
  }
}
