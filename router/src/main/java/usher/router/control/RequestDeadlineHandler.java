package usher.router.control;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import usher.common.control.ControlRefusal;
import usher.router.control.peer.Refusals;

/**
 * Gives a new connection a bounded time for its first whole request, and each further one a longer
 * time. Gone once the connection is a WebSocket.
 */
final class RequestDeadlineHandler extends ChannelInboundHandlerAdapter {
  private final Refusals refusals;
  private @Nullable Future<?> deadline;
  private boolean hadRequest;

  RequestDeadlineHandler(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    arm(ctx, ControlPortConfig.HANDSHAKE_WITHIN_MS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    disarm();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    disarm();
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof LastHttpContent) {
      hadRequest = true;
      arm(ctx, ControlPortConfig.KEEP_ALIVE_MS);
    }
    ctx.fireChannelRead(message);
  }

  private void arm(ChannelHandlerContext ctx, long afterMs) {
    disarm();
    deadline = ctx.executor().schedule(() -> expired(ctx), afterMs, TimeUnit.MILLISECONDS);
  }

  private void disarm() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  private void expired(ChannelHandlerContext ctx) {
    if (hadRequest) {
      var unused = ctx.close();
      return;
    }
    String message =
        "the first request is complete within " + ControlPortConfig.HANDSHAKE_WITHIN_MS + " ms";
    refusals.refused(ControlRefusal.HANDSHAKE_TIMEOUT, ctx.channel().remoteAddress(), message);
    HttpAnswer.refuse(ctx, ControlRefusal.HANDSHAKE_TIMEOUT, message);
  }
}
