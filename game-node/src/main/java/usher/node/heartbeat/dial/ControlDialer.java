package usher.node.heartbeat.dial;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import usher.common.config.Tokens;
import usher.common.control.ControlLimits;
import usher.common.net.HostPort;

/** Opens connections to routers' control ports, all on one event loop. */
public final class ControlDialer {
  /** How long a router may take to accept, in milliseconds. */
  static final int CONNECT_WITHIN_MS = 1_000;

  /** How long it may then take to answer the upgrade, in milliseconds. */
  static final long UPGRADE_WITHIN_MS = 2_000;

  /** The most that may wait to be read by a router, in bytes: two registers of the largest. */
  static final int MAX_UNREAD_BYTES = 2 * ControlLimits.MAX_MESSAGE_BYTES;

  private static final int MAX_REFUSAL_BYTES = 64 * 1024;

  private final EventLoop loop;
  private final @Nullable Tokens token;

  /**
   * @param loop an event loop of the NIO transport
   * @param token shown to routers; null for none
   */
  public ControlDialer(EventLoop loop, @Nullable Tokens token) {
    this.loop = loop;
    this.token = token;
  }

  /** Dials; the listener is told what comes of it. On the event loop. */
  public void dial(HostPort router, RouterLine.Listener listener) {
    LineHandler line = new LineHandler(listener);
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_WITHIN_MS)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(MAX_UNREAD_BYTES / 2, MAX_UNREAD_BYTES))
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(new HttpClientCodec())
                    .addLast(new HttpObjectAggregator(MAX_REFUSAL_BYTES))
                    .addLast(new WebSocketClientProtocolHandler(upgrade(router)))
                    .addLast(new WebSocketFrameAggregator(ControlLimits.MAX_MESSAGE_BYTES))
                    .addLast(line);
              }
            })
        .connect(router.host(), router.port())
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                line.fail(false, String.valueOf(connected.cause().getMessage()));
              }
            });
  }

  private WebSocketClientProtocolConfig upgrade(HostPort router) {
    HttpHeaders headers = new DefaultHttpHeaders();
    if (token != null) {
      headers.set(HttpHeaderNames.AUTHORIZATION, token.authorization());
    }
    return WebSocketClientProtocolConfig.newBuilder()
        .webSocketUri(URI.create("ws://" + router + "/control"))
        .version(WebSocketVersion.V13)
        .customHeaders(headers)
        // A browser's header: routers take it for the mark of a page.
        .generateOriginHeader(false)
        .allowExtensions(false)
        .handleCloseFrames(false)
        .maxFramePayloadLength(ControlLimits.MAX_MESSAGE_BYTES)
        .handshakeTimeoutMillis(UPGRADE_WITHIN_MS)
        .build();
  }
}
