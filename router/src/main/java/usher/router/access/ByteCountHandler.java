package usher.router.access;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/** Counts the bytes of a connection as they are on the wire. */
final class ByteCountHandler extends ChannelDuplexHandler {
  private final AccessNote note;

  ByteCountHandler(AccessNote note) {
    this.note = note;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes) {
      note.bytesIn += bytes.readableBytes();
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      note.bytesOut += bytes.readableBytes();
    }
    ctx.write(message, promise);
  }
}
