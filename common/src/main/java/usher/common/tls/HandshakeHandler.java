package usher.common.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.jspecify.annotations.Nullable;

/** Behind the handshake: counts how it ended, and goes. On the event loop. */
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
      ctx.pipeline().remove(this);
      if (ended.isSuccess()) {
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
}
