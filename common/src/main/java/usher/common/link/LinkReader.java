package usher.common.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/** Cuts a link's bytes into frames, and hands each on without copying it. */
public final class LinkReader extends ByteToMessageDecoder {
  private final LinkListener listener;
  private final int maxPayloadBytes;
  private boolean broken;

  /**
   * @param maxPayloadBytes the longest payload that the other side may send
   */
  public LinkReader(LinkListener listener, int maxPayloadBytes) {
    this.listener = listener;
    this.maxPayloadBytes = maxPayloadBytes;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    while (!broken && in.readableBytes() >= LinkLimits.HEAD_BYTES) {
      int start = in.readerIndex();
      int rest = in.getInt(start);
      int payload = rest - (LinkLimits.HEAD_BYTES - Integer.BYTES);
      if (payload < 0 || payload > maxPayloadBytes) {
        malformed(ctx, "a payload has 0 to " + maxPayloadBytes + " bytes, not " + payload);
        return;
      }
      if (in.readableBytes() - Integer.BYTES < rest) {
        return;
      }
      LinkType type = LinkType.of(in.getByte(start + 4));
      if (type == null) {
        malformed(ctx, "there is no frame of type " + in.getByte(start + 4));
        return;
      }
      int id = in.getInt(start + 5);
      long number = in.getLong(start + 9);
      in.skipBytes(LinkLimits.HEAD_BYTES);
      int end = in.readerIndex() + payload;
      try {
        listener.onFrame(type, id, number, in.slice(in.readerIndex(), payload));
      } catch (LinkFormatException e) {
        malformed(ctx, String.valueOf(e.getMessage()));
        return;
      }
      in.readerIndex(end);
    }
    if (broken) {
      in.skipBytes(in.readableBytes());
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    super.channelReadComplete(ctx);
    listener.onReadEnd();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    super.channelInactive(ctx);
    listener.onClosed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  private void malformed(ChannelHandlerContext ctx, String why) {
    broken = true;
    listener.onMalformed(why);
    ctx.close();
  }
}
