package usher.router.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;
import usher.common.tls.TlsOutput;

/**
 * Ends a connection so that its last answer arrives: a FIN behind it, then what still comes is read
 * and dropped for a while, since a close with unread bytes would be a reset, which overtakes.
 */
public final class LastAnswer {
  /** How long a peer may go on sending after the last answer, in milliseconds. */
  static final long LINGER_MS = 2_000;

  private LastAnswer() {}

  /**
   * On the connection's event loop.
   *
   * @param written the last answer
   */
  public static void then(ChannelFuture written) {
    written.addListener((ChannelFutureListener) last -> end(last.channel(), last.isSuccess()));
  }

  private static void end(Channel channel, boolean told) {
    if (told && channel.isActive() && channel instanceof DuplexChannel duplex) {
      TlsOutput.end(duplex);
      channel.eventLoop().schedule(() -> channel.close(), LINGER_MS, TimeUnit.MILLISECONDS);
    } else {
      channel.close();
    }
  }
}
