package usher.router.admin;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;

/**
 * Lets one request through at a time, so that answers, which take their time on another thread, go
 * out in the order of their requests. A connection that asks for too much at once is closed.
 */
final class OneRequestHandler extends ChannelDuplexHandler {
  /** The most requests of a connection that wait for the one before them. */
  static final int MAX_WAITING = 16;

  private final ArrayDeque<Object> waiting = new ArrayDeque<>();
  private boolean asking;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof FullHttpRequest)) {
      ctx.fireChannelRead(message);
    } else if (!asking) {
      asking = true;
      ctx.fireChannelRead(message);
    } else if (waiting.size() < MAX_WAITING) {
      waiting.add(message);
    } else {
      ReferenceCountUtil.release(message);
      ctx.close();
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    boolean whole = message instanceof LastHttpContent;
    ctx.write(message, promise);
    if (whole && asking) {
      Object next = waiting.poll();
      asking = next != null;
      if (next != null) {
        ctx.executor().execute(() -> ctx.fireChannelRead(next));
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    ctx.fireChannelInactive();
  }
}
