package usher.router.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;

/** Hands a node's bytes to the player as they come; stops reading while the player is behind. */
final class NodeLegHandler extends ChannelInboundHandlerAdapter {
  private final Tunnel tunnel;
  private final Channel player;
  private final FrameScanner scanner;

  NodeLegHandler(Tunnel tunnel) {
    this.tunnel = tunnel;
    this.player = tunnel.player();
    this.scanner = tunnel.toPlayer();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    if (tunnel.isOver()) {
      ReferenceCountUtil.release(bytes);
    } else {
      scanner.scan((ByteBuf) bytes);
      player.write(bytes, player.voidPromise());
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    player.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (!tunnel.isOver()) {
      player.config().setAutoRead(ctx.channel().isWritable());
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      tunnel.onNodeEnded();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    tunnel.onNodeBroken();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    tunnel.onNodeBroken();
  }
}
