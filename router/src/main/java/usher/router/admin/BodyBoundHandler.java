package usher.router.admin;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/** Makes requests whole; one with too long a body is told so, and its connection is closed. */
final class BodyBoundHandler extends HttpObjectAggregator {
  BodyBoundHandler(int maxBytes) {
    super(maxBytes);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
    AdminAnswer answer =
        AdminAnswer.error(413, "too-large", "a body has at most " + maxContentLength() + " bytes");
    ctx.writeAndFlush(AdminHandler.response(answer, false, false))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
