package usher.bench.load.socket;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One socket of a player: tells the player what was heard, and, once, how the socket ended. */
public final class PlayerHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
  private final SocketOwner player;
  private @Nullable String end;

  PlayerHandler(SocketOwner player) {
    this.player = player;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame)
      throws IOException {
    if (frame instanceof CloseWebSocketFrame close) {
      ends("close-" + close.statusCode() + " " + close.reasonText());
      context
          .writeAndFlush(new CloseWebSocketFrame(close.statusCode(), ""))
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    long nowNs = System.nanoTime();
    if (frame instanceof BinaryWebSocketFrame) {
      player.onBinary(frame.content(), nowNs);
    } else {
      player.onText(frame.content().toString(StandardCharsets.UTF_8), nowNs);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      player.sendDue();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    player.onEnded(context.channel(), end == null ? "closed-without-a-word" : end);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    ends(word(cause));
    var unused = context.close();
  }

  private void ends(String word) {
    if (end == null) {
      end = word.strip();
    }
  }

  /** A word for a failure: the same failure always gives the same one. */
  public static String word(Throwable cause) {
    if (cause instanceof WebSocketClientHandshakeException refused) {
      HttpResponse response = refused.response();
      return response == null ? "handshake-timeout" : "http-" + response.status().code();
    }
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    for (String known : new String[] {"refused", "reset", "timed out", "broken pipe"}) {
      if (message.contains(known)) {
        return known.replace(' ', '-');
      }
    }
    return cause.getClass().getSimpleName();
  }
}
