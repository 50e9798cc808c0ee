package usher.common.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.jspecify.annotations.Nullable;

/** Behind the handshake: counts how it ended, and goes once it is done. On the event loop. */
final class HandshakeHandler extends ChannelInboundHandlerAdapter {
  private final TlsCounters counters;
  private final @Nullable Object peer;

  /**
   * @param peer who it is, for the log; null for the address of the connection
   */
  HandshakeHandler(TlsCounters counters, @Nullable Object peer) {
    this.counters = counters;
    this.peer = peer;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent ended) {
      if (ended.isSuccess()) {
        ctx.pipeline().remove(this);
        counters.onShaken();
      } else {
        Throwable cause = ended.cause();
        counters.onFailed(
            TlsFailure.of(cause),
            peer == null ? ctx.channel().remoteAddress() : peer,
            TlsFailure.sentence(cause));
      }
    }
    ctx.fireUserEventTriggered(event);
  }

  /** Why a handshake failed is counted above; who dialled wants to know it, a port does not. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (peer == null) {
      ctx.close();
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }
}
