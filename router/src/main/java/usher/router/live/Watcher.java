package usher.router.live;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.timeout.IdleStateEvent;

/**
 * One who watches: hears a snapshot, then every delta. Whoever does not keep up hears none until
 * what waits for them is read, and then a snapshot again: what waits has a bound. What they send
 * after their request ends it. Hears on the stream's loop.
 */
final class Watcher extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final WriteBufferWaterMark MARKS =
      new WriteBufferWaterMark(LiveLimits.LOW_WATER_BYTES, LiveLimits.HIGH_WATER_BYTES);

  private final Channel channel;
  private boolean behind = true;
  private long behindSinceNs;

  Watcher(Channel channel, long nowNs) {
    this.channel = channel;
    this.behindSinceNs = nowNs;
    channel.config().setWriteBufferWaterMark(MARKS);
  }

  /** Whether it heard everything so far. */
  boolean isInStep() {
    return !behind;
  }

  /** Hears a delta, if it is in step and keeps up. */
  void hear(ByteBuf delta, long nowNs) {
    if (behind) {
      return;
    }
    if (channel.isWritable()) {
      send(delta);
    } else {
      behind = true;
      behindSinceNs = nowNs;
    }
  }

  /** Whether it is to hear a snapshot; one that read nothing for too long is closed instead. */
  boolean wantsSnapshot(long nowNs) {
    if (!behind || !channel.isActive()) {
      return false;
    }
    if (channel.isWritable()) {
      return true;
    }
    if (nowNs - behindSinceNs > LiveLimits.UNREAD_MS * 1_000_000) {
      channel.close();
    }
    return false;
  }

  /** Hears everything. */
  void begin(ByteBuf snapshot) {
    send(snapshot);
    behind = false;
  }

  private void send(ByteBuf frame) {
    channel.writeAndFlush(new DefaultHttpContent(frame.retainedDuplicate()));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    ctx.close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent) {
      ctx.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
