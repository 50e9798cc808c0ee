package usher.common.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * Looks at the first bytes of a connection to a port without TLS: a peer that begins a handshake is
 * told so in its own words, and the log in ours. Gone once it knows. On the event loop.
 */
final class PlainDoorHandler extends ChannelInboundHandlerAdapter {
  /** A fatal alert, handshake_failure (RFC 8446, section 6.2). */
  private static final byte[] ALERT = {21, 3, 1, 0, 2, 2, 40};

  private final TlsPort port;
  private boolean deaf;

  PlainDoorHandler(TlsPort port) {
    this.port = port;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (deaf) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof ByteBuf bytes && isHandshake(ctx, bytes)) {
      deaf = true;
      bytes.release();
      ctx.writeAndFlush(Unpooled.wrappedBuffer(ALERT)).addListener(ChannelFutureListener.CLOSE);
    } else {
      ctx.pipeline().remove(this);
      ctx.fireChannelRead(message);
    }
  }

  private boolean isHandshake(ChannelHandlerContext ctx, ByteBuf bytes) {
    return bytes.isReadable()
        && port.isHandshake(bytes.getByte(bytes.readerIndex()), ctx.channel());
  }
}
