package usher.common.tls;

import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/** The end of what we send, on a connection with or without TLS. On its event loop. */
public final class TlsOutput {
  private TlsOutput() {}

  /** Says that nothing more comes: by TLS first, where there is TLS, then by a FIN. */
  public static void end(DuplexChannel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      channel.shutdownOutput();
    } else {
      tls.closeOutbound().addListener(said -> channel.shutdownOutput());
    }
  }
}
