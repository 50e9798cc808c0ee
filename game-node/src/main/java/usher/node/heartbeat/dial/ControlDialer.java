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
import io.netty.handler.flush.FlushConsolidationHandler;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import usher.common.config.Tokens;
import usher.common.control.ControlLimits;
import usher.common.net.HostPort;
import usher.common.tls.TlsDial;
import usher.common.tls.TlsLimits;

/** Opens connections to routers' control ports, all on one event loop. */
public final class ControlDialer {
  /** How long a router may take to accept, in milliseconds. */
  static final int CONNECT_WITHIN_MS = 1_000;

  /** How long it may then take to answer the upgrade, a handshake of TLS aside, in ms. */
  static final long UPGRADE_WITHIN_MS = 2_000;

  /** The most that may wait to be read by a router, in bytes: two registers of the largest. */
  static final int MAX_UNREAD_BYTES = 2 * ControlLimits.MAX_MESSAGE_BYTES;

  /** Of many rooms told of at once, so many leave in one write. */
  private static final int MAX_UNFLUSHED = 256;

  private static final int MAX_REFUSAL_BYTES = 64 * 1024;

  private final EventLoop loop;
  private final @Nullable Tokens token;
  private final TlsDial tls;

  /**
   * @param loop an event loop of the NIO transport
   * @param token shown to routers; null for none
   * @param tls how routers are dialled
   */
  public ControlDialer(EventLoop loop, @Nullable Tokens token, TlsDial tls) {
    this.loop = loop;
    this.tls = tls;
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
                if (tls.isOn()) {
                  var unused = tls.install(channel, router);
                }
                channel
                    .pipeline()
                    .addLast(new FlushConsolidationHandler(MAX_UNFLUSHED, true))
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
        .webSocketUri(URI.create((tls.isOn() ? "wss://" : "ws://") + router + "/control"))
        .version(WebSocketVersion.V13)
        .customHeaders(headers)
        // A browser's header: routers take it for the mark of a page.
        .generateOriginHeader(false)
        .allowExtensions(false)
        .handleCloseFrames(false)
        .maxFramePayloadLength(ControlLimits.MAX_MESSAGE_BYTES)
        .handshakeTimeoutMillis(
            tls.isOn() ? UPGRADE_WITHIN_MS + TlsLimits.HANDSHAKE.toMillis() : UPGRADE_WITHIN_MS)
        .build();
  }
}
