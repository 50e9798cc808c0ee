package usher.node.heartbeat.dial;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;
import usher.common.tls.TlsFailure;

/** The end of the pipeline: frames and fates of one dial, to its listener. */
final class LineHandler extends SimpleChannelInboundHandler<WebSocketFrame> implements RouterLine {
  private final Listener listener;
  private @Nullable ChannelHandlerContext context;
  private boolean refused;
  private boolean closed;
  private String why = "the router hung up";

  LineHandler(Listener listener) {
    this.listener = listener;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      listener.onOpen(this);
    } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
      why = "the router did not answer the upgrade in time";
      var unused = ctx.close();
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
    if (frame instanceof TextWebSocketFrame text) {
      listener.onText(text.text());
    } else if (frame instanceof CloseWebSocketFrame close) {
      why = "the router closed with " + close.statusCode() + " " + close.reasonText();
      var unused = ctx.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof WebSocketClientHandshakeException handshake) {
      refused = handshake.response() != null;
    }
    String tls = TlsFailure.words(cause);
    why = tls != null ? tls : String.valueOf(cause.getMessage());
    var unused = ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(refused, why);
    ctx.fireChannelInactive();
  }

  /** The dial failed, or the connection ended: told once. */
  void fail(boolean wasRefused, String reason) {
    if (!closed) {
      closed = true;
      listener.onClosed(wasRefused, reason);
    }
  }

  @Override
  public void send(String text) {
    ChannelHandlerContext ctx = context;
    if (ctx == null || closed) {
      return;
    }
    if (!ctx.channel().isWritable()) {
      close("the router does not read");
      return;
    }
    var unused = ctx.writeAndFlush(new TextWebSocketFrame(text));
  }

  @Override
  public void close(String reason) {
    why = reason;
    ChannelHandlerContext ctx = context;
    if (ctx != null) {
      var unused = ctx.close();
    }
  }
}
