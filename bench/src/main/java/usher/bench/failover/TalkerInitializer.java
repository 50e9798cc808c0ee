package usher.bench.failover;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A player's socket: the upgrade, then frames. */
final class TalkerInitializer extends ChannelInitializer<SocketChannel> {
  private static final int MAX_REFUSAL_BYTES = 64 * 1024;
  private static final int MAX_FRAME_BYTES = 1024 * 1024;
  private static final long HANDSHAKE_TIMEOUT_MS = 10_000;

  private final URI uri;
  private final Talker talker;

  TalkerInitializer(URI uri, Talker talker) {
    this.uri = uri;
    this.talker = talker;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    WebSocketClientProtocolConfig config =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(uri)
            .version(WebSocketVersion.V13)
            .allowExtensions(false)
            .maxFramePayloadLength(MAX_FRAME_BYTES)
            .handleCloseFrames(false)
            .handshakeTimeoutMillis(HANDSHAKE_TIMEOUT_MS)
            .build();
    channel
        .pipeline()
        .addLast(
            new HttpClientCodec(),
            new HttpObjectAggregator(MAX_REFUSAL_BYTES),
            new WebSocketClientProtocolHandler(config),
            new Ears(talker));
  }

  private static final class Ears extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final Talker talker;
    private String end = "without a word";

    Ears(Talker talker) {
      this.talker = talker;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame)
        throws IOException {
      if (frame instanceof CloseWebSocketFrame close) {
        end = close.statusCode() + " " + close.reasonText();
        context
            .writeAndFlush(new CloseWebSocketFrame(close.statusCode(), ""))
            .addListener(ChannelFutureListener.CLOSE);
      } else {
        talker.onWord(
            Word.read(frame.content().toString(StandardCharsets.UTF_8)), System.nanoTime());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      talker.onEnded(context.channel(), end);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      end = String.valueOf(cause.getMessage());
      var unused = context.close();
    }
  }
}
