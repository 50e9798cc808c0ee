package usher.router.control;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import usher.common.control.ControlLimits;
import usher.common.control.ControlRefusal;
import usher.router.control.peer.Refusals;

/** Gathers a request's body up to the largest message, and refuses a larger one in our words. */
final class BodyAggregator extends HttpObjectAggregator {
  private final Refusals refusals;

  BodyAggregator(Refusals refusals) {
    super(ControlLimits.MAX_MESSAGE_BYTES);
    this.refusals = refusals;
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
    String message = "a body has at most " + ControlLimits.MAX_MESSAGE_BYTES + " bytes";
    refusals.refused(ControlRefusal.TOO_LARGE, ctx.channel().remoteAddress(), message);
    HttpAnswer.refuse(ctx, ControlRefusal.TOO_LARGE, message);
  }
}
