package usher.router.control;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.ControlRefusal;
import usher.common.control.wire.ControlCodec;
import usher.common.control.wire.ControlFormatException;
import usher.common.control.wire.NodeReport;
import usher.common.tls.TlsFailure;
import usher.router.control.peer.Refusals;
import usher.router.control.report.ReportReply;
import usher.router.control.report.Reports;

/**
 * A whole request on the control port: becomes a WebSocket, or is a report or a goodbye that is
 * answered, one at a time. On the connection's event loop.
 */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
  private static final int OK = 200;
  private static final String GONE = "{\"type\":\"goodbye\"}";

  private final Reports reports;
  private final Refusals refusals;
  private final Consumer<ChannelHandlerContext> upgrade;
  private boolean answering;

  /**
   * @param upgrade puts the handlers of a WebSocket in the place of those of HTTP
   */
  RequestHandler(Reports reports, Refusals refusals, Consumer<ChannelHandlerContext> upgrade) {
    this.reports = reports;
    this.refusals = refusals;
    this.upgrade = upgrade;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    ControlRoute route = ControlRoute.of(request.uri());
    if (request.decoderResult().isFailure() || route == null) {
      refuse(ctx, ControlRefusal.BAD_REQUEST, "the body is not as its head says");
    } else if (answering) {
      refuse(ctx, ControlRefusal.BAD_REQUEST, "wait for an answer before the next request");
    } else if (route instanceof ControlRoute.Report report) {
      answering = true;
      onReport(ctx, report, request);
    } else if (isUpgrade(request)) {
      upgrade.accept(ctx);
      ctx.fireChannelRead(request.retain());
      ctx.pipeline().remove(this);
    } else {
      refuse(
          ctx,
          ControlRefusal.BAD_REQUEST,
          "/control takes a WebSocket upgrade: Connection: Upgrade, Upgrade: websocket,"
              + " Sec-WebSocket-Version: 13 and a Sec-WebSocket-Key");
    }
  }

  private static boolean isUpgrade(FullHttpRequest request) {
    var headers = request.headers();
    return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
        && WebSocketVersion.V13
            .toHttpHeaderValue()
            .equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
        && headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY).size() == 1;
  }

  private void onReport(
      ChannelHandlerContext ctx, ControlRoute.Report route, FullHttpRequest request) {
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    if (request.method().equals(HttpMethod.DELETE)) {
      reports.goodbye(
          route.node(),
          route.incarnation(),
          known -> ctx.executor().execute(() -> onGoodbye(ctx, known, keepAlive)));
      return;
    }
    NodeReport report;
    try {
      report =
          ControlCodec.readReport(route.node(), request.content().toString(StandardCharsets.UTF_8));
    } catch (ControlFormatException e) {
      answering = false;
      refusals.refused(e.refusal(), ctx.channel().remoteAddress(), e.sentence());
      HttpAnswer.refuse(ctx, e.refusal(), e.sentence(), keepAlive);
      return;
    }
    reports.report(report, reply -> ctx.executor().execute(() -> onReply(ctx, reply, keepAlive)));
  }

  private void onReply(ChannelHandlerContext ctx, ReportReply reply, boolean keepAlive) {
    answering = false;
    if (reply instanceof ReportReply.Taken taken) {
      HttpAnswer.send(ctx, OK, ControlCodec.write(taken.answer()), keepAlive);
    } else {
      ReportReply.Refused refused = (ReportReply.Refused) reply;
      if (!refused.byCluster()) {
        refusals.refused(refused.refusal(), ctx.channel().remoteAddress(), refused.message());
      }
      HttpAnswer.refuse(ctx, refused.refusal(), refused.message(), keepAlive);
    }
  }

  private void onGoodbye(ChannelHandlerContext ctx, boolean known, boolean keepAlive) {
    answering = false;
    if (known) {
      HttpAnswer.send(ctx, OK, GONE, keepAlive);
    } else {
      HttpAnswer.refuse(
          ctx, ControlRefusal.NOT_FOUND, "no such node reports over plain HTTP", keepAlive);
    }
  }

  private void refuse(ChannelHandlerContext ctx, ControlRefusal refusal, String message) {
    refusals.refused(refusal, ctx.channel().remoteAddress(), message);
    HttpAnswer.refuse(ctx, refusal, message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException) && TlsFailure.words(cause) == null) {
      LOG.warn("control: closing {}", ctx.channel().remoteAddress(), cause);
    }
    var unused = ctx.close();
  }
}
