package usher.router.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import usher.common.tls.TlsOutput;
import usher.router.deadline.Deadline;

/**
 * Ends a connection so that its last answer arrives: a FIN behind it, then what still comes is read
 * and dropped for a while, since a close with unread bytes would be a reset, which overtakes.
 */
final class HangUp {
  private HangUp() {}

  /**
   * On the connection's event loop.
   *
   * @param written the last answer
   * @param deadline the connection's
   */
  static void after(ChannelFuture written, Deadline deadline) {
    Channel channel = written.channel();
    written.addListener(
        (ChannelFutureListener)
            last -> {
              if (last.isSuccess() && channel instanceof DuplexChannel duplex) {
                TlsOutput.end(duplex);
              } else {
                channel.close();
              }
            });
    channel.config().setAutoRead(true);
    deadline.in(EdgeLimits.REFUSAL_LINGER, channel::close);
  }
}
