package usher.router.tunnel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;

/** Hands a player's bytes to the node as they come; stops reading while the node is behind. */
final class PlayerLegHandler extends ChannelInboundHandlerAdapter {
  private final Tunnel tunnel;
  private final Channel node;

  PlayerLegHandler(Tunnel tunnel) {
    this.tunnel = tunnel;
    this.node = tunnel.node();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    if (tunnel.isOver()) {
      ReferenceCountUtil.release(bytes);
    } else {
      node.write(bytes, node.voidPromise());
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    node.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (!tunnel.isOver()) {
      node.config().setAutoRead(ctx.channel().isWritable());
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      tunnel.onPlayerEnded();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    tunnel.onPlayerBroken();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    tunnel.onPlayerBroken();
  }
}
