package usher.router.edge.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.player.CloseReason;

/** A player's frames, whole messages by now. */
final class SeatFrameHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final Logger log = LoggerFactory.getLogger(SeatFrameHandler.class);

  private final SeatSocket socket;

  SeatFrameHandler(SeatSocket socket) {
    this.socket = socket;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
    socket.onHeard();
    if (frame instanceof TextWebSocketFrame) {
      socket.onMessage(frame.content(), false);
    } else if (frame instanceof BinaryWebSocketFrame) {
      socket.onMessage(frame.content(), true);
    } else if (frame instanceof PingWebSocketFrame) {
      socket.onPing(frame.content());
    } else if (frame instanceof CloseWebSocketFrame close) {
      boolean onPurpose = close.statusCode() == WebSocketCloseStatus.NORMAL_CLOSURE.code();
      socket.onClose(close.content(), onPurpose);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    socket.onGone(false);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof TooLongFrameException) {
      socket.endSeat(CloseReason.TOO_LARGE);
    } else if (cause instanceof CorruptedWebSocketFrameException corrupted) {
      socket.endSeat(reason(corrupted.closeStatus()));
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
