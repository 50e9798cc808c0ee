package usher.bench.load.socket;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;

/** A player's pipeline: the upgrade, then whole frames. */
public final class PlayerInitializer extends ChannelInitializer<SocketChannel> {
  private static final int MAX_REFUSAL_BYTES = 64 * 1024;
  private static final int MAX_FRAME_BYTES = 16 * 1024 * 1024;
  private static final long HANDSHAKE_TIMEOUT_MS = 10_000;

  private final URI uri;
  private final SocketOwner player;

  public PlayerInitializer(URI uri, SocketOwner player) {
    this.uri = uri;
    this.player = player;
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
            new WebSocketFrameAggregator(MAX_FRAME_BYTES),
            new PlayerHandler(player));
  }
}
