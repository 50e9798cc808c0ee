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
public final class PlainDoorHandler extends ChannelInboundHandlerAdapter {
  /** A fatal alert, handshake_failure (RFC 8446, section 6.2). */
  private static final byte[] ALERT = {21, 3, 1, 0, 2, 2, 40};

  private static final String WHY = "it begins a handshake, and this port speaks no TLS";

  private final TlsCounters counters;
  private boolean deaf;

  public PlainDoorHandler(TlsCounters counters) {
    this.counters = counters;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (deaf) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof ByteBuf bytes && begins(bytes)) {
      deaf = true;
      bytes.release();
      counters.onFailed(TlsFailure.NOT_TLS, ctx.channel().remoteAddress(), WHY);
      ctx.writeAndFlush(Unpooled.wrappedBuffer(ALERT)).addListener(ChannelFutureListener.CLOSE);
    } else {
      ctx.pipeline().remove(this);
      ctx.fireChannelRead(message);
    }
  }

  private static boolean begins(ByteBuf bytes) {
    return bytes.isReadable() && begins(bytes.getByte(bytes.readerIndex()));
  }

  /** Whether a connection that begins with this byte is one of TLS. */
  public static boolean begins(byte first) {
    return first == TlsDoorHandler.HANDSHAKE_RECORD;
  }
}
