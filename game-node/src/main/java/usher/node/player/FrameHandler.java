package usher.node.player;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleStateEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;

/** A player's frames, whole messages by now. */
final class FrameHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final Logger log = LoggerFactory.getLogger(FrameHandler.class);

  private final PlayerSocket socket;
  private boolean pinged;

  FrameHandler(PlayerSocket socket) {
    this.socket = socket;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
    pinged = false;
    if (frame instanceof TextWebSocketFrame) {
      socket.onMessage(PlayerFrame.text(bytes(frame)));
    } else if (frame instanceof BinaryWebSocketFrame) {
      socket.onMessage(PlayerFrame.binary(bytes(frame)));
    } else if (frame instanceof PingWebSocketFrame) {
      if (socket.mayAnswer(frame.content().readableBytes())) {
        ctx.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
      }
    } else if (frame instanceof CloseWebSocketFrame close) {
      onClose(ctx, close);
    }
  }

  private static byte[] bytes(WebSocketFrame frame) {
    ByteBuf content = frame.content();
    return ByteBufUtil.getBytes(content);
  }

  private void onClose(ChannelHandlerContext ctx, CloseWebSocketFrame close) {
    boolean onPurpose = close.statusCode() == WebSocketCloseStatus.NORMAL_CLOSURE.code();
    socket.onGone(onPurpose);
    ctx.writeAndFlush(new CloseWebSocketFrame(true, 0, close.content().retain()))
        .addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    socket.onGone(false);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (!(event instanceof IdleStateEvent) || socket.isReadingStopped()) {
      return;
    }
    if (pinged) {
      socket.end(CloseReason.PLAYER_SILENT);
    } else {
      pinged = true;
      ctx.writeAndFlush(new PingWebSocketFrame());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof TooLongFrameException) {
      socket.end(CloseReason.TOO_LARGE);
    } else if (cause instanceof CorruptedWebSocketFrameException corrupted) {
      socket.end(reason(corrupted.closeStatus()));
    } else {
      log.debug("{} failed: {}", ctx.channel(), cause.toString());
      ctx.close();
    }
  }

  private static CloseReason reason(WebSocketCloseStatus status) {
    if (status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
      return CloseReason.TOO_LARGE;
    }
    return status.equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA)
        ? CloseReason.BAD_TEXT
        : CloseReason.BAD_FRAME;
  }
}
