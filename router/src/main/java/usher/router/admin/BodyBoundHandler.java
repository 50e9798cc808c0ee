package usher.router.admin;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import java.util.concurrent.TimeUnit;
import usher.common.tls.TlsOutput;

/**
 * Makes requests whole; one with too long a body is told so, and its connection is closed: at once
 * for us, and for who asks after the rest of the body was read and dropped, since a close with
 * unread bytes would be a reset, which overtakes the answer.
 */
final class BodyBoundHandler extends HttpObjectAggregator {
  /** How long the rest of a body may take. */
  static final int LINGER_SECONDS = 2;

  BodyBoundHandler(int maxBytes) {
    super(maxBytes);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
    AdminAnswer answer =
        AdminAnswer.error(413, "too-large", "a body has at most " + maxContentLength() + " bytes");
    // What keeps connections alive closes those that it does not, behind their last answer.
    ChannelHandlerContext closes = ctx.pipeline().context(HttpServerKeepAliveHandler.class);
    (closes == null ? ctx : closes)
        .writeAndFlush(AdminHandler.response(answer, false, false))
        .addListener((ChannelFutureListener) last -> end(last.channel(), last.isSuccess()));
  }

  private static void end(Channel channel, boolean told) {
    if (told && channel instanceof DuplexChannel duplex) {
      TlsOutput.end(duplex);
      channel.eventLoop().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    } else {
      channel.close();
    }
  }
}
