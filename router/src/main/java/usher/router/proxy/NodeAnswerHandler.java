package usher.router.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;

/** The node's side of an exchange, as long as it speaks HTTP. */
final class NodeAnswerHandler extends ChannelInboundHandlerAdapter {
  private final Exchange exchange;

  NodeAnswerHandler(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    exchange.onAnswer(ctx.channel(), (HttpObject) message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    exchange.onAnswerPause(ctx.channel());
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    exchange.onNodeWritability(ctx.channel());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    exchange.onNodeGone(ctx.channel());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    exchange.onNodeGone(ctx.channel());
  }
}
