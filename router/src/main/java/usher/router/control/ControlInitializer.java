package usher.router.control;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import usher.common.control.ControlLimits;
import usher.common.control.ControlRefusal;
import usher.router.control.peer.ControlMetrics;
import usher.router.control.peer.ControlPeers;
import usher.router.control.peer.Refusals;
import usher.router.control.report.Reports;
import usher.router.http.WholeBody;

/** Sets up each connection to the control port: as HTTP first, as a WebSocket once it is one. */
final class ControlInitializer extends ChannelInitializer<Channel> {
  /** Of many rooms placed at once, so many leave in one write. */
  private static final int MAX_UNFLUSHED = 256;

  /** The part of a head that its first line may take. */
  private static final int MAX_LINE_BYTES = 1_024;

  private static final String DEADLINE = "deadline";
  private static final String ADMISSION = "admission";

  private final ControlPortConfig config;
  private final ControlPeers peers;
  private final Reports reports;
  private final ControlMetrics metrics;
  private final ChannelGroup channels;
  private final Refusals refusals;
  private final AtomicInteger connections = new AtomicInteger();

  ControlInitializer(
      ControlPortConfig config,
      ControlPeers peers,
      Reports reports,
      ControlMetrics metrics,
      ChannelGroup channels) {
    this.config = config;
    this.peers = peers;
    this.reports = reports;
    this.metrics = metrics;
    this.channels = channels;
    this.refusals = new Refusals(metrics);
  }

  @Override
  protected void initChannel(Channel channel) {
    channels.add(channel);
    metrics.connections(1);
    channel.closeFuture().addListener(closed -> onClosed());
    if (connections.incrementAndGet() > config.maxConnections()) {
      refusals.refused(
          ControlRefusal.TOO_MANY_CONNECTIONS,
          channel.remoteAddress(),
          "at most " + config.maxConnections() + " control connections at once");
      var unused = channel.close();
      return;
    }
    HttpDecoderConfig http =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_LINE_BYTES)
            .setMaxHeaderSize(ControlLimits.MAX_HEAD_BYTES - MAX_LINE_BYTES);
    config.tls().install(channel);
    channel
        .pipeline()
        .addLast(new FlushConsolidationHandler(MAX_UNFLUSHED, true))
        .addLast(new HttpServerCodec(http))
        .addLast(DEADLINE, new RequestDeadlineHandler(refusals))
        .addLast(ADMISSION, new AdmissionHandler(config.token(), refusals))
        .addLast(new WholeBody(ControlLimits.MAX_MESSAGE_BYTES, this::tooLong))
        .addLast(new RequestHandler(reports, refusals, this::upgrade));
  }

  private void tooLong(ChannelHandlerContext ctx, int maxBytes) {
    String message = "a body has at most " + maxBytes + " bytes";
    refusals.refused(ControlRefusal.TOO_LARGE, ctx.channel().remoteAddress(), message);
    HttpAnswer.refuse(ctx, ControlRefusal.TOO_LARGE, message);
  }

  private void onClosed() {
    connections.decrementAndGet();
    metrics.connections(-1);
  }

  /** From here on the connection is a node's. */
  private void upgrade(ChannelHandlerContext ctx) {
    WebSocketServerProtocolConfig socket =
        WebSocketServerProtocolConfig.newBuilder()
            .websocketPath(ControlRoute.SOCKET_PATH)
            .checkStartsWith(true)
            .handshakeTimeoutMillis(ControlPortConfig.HANDSHAKE_WITHIN_MS)
            .decoderConfig(
                WebSocketDecoderConfig.newBuilder()
                    .maxFramePayloadLength(ControlLimits.MAX_MESSAGE_BYTES)
                    .allowExtensions(false)
                    .build())
            .build();
    ChannelPipeline pipeline = ctx.pipeline();
    pipeline.remove(DEADLINE);
    pipeline.remove(ADMISSION);
    pipeline
        .addLast(new WebSocketServerProtocolHandler(socket))
        .addLast(new IdleStateHandler(config.idleMs(), 0, 0, TimeUnit.MILLISECONDS))
        .addLast(new WebSocketFrameAggregator(ControlLimits.MAX_MESSAGE_BYTES))
        .addLast(new NodeSocketHandler(peers, refusals, metrics));
  }
}
