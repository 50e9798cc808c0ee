package usher.router.control;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.config.Tokens;
import usher.common.control.ControlLimits;
import usher.common.control.ControlRefusal;
import usher.router.control.peer.Refusals;

/**
 * Looks at the head of each request before a byte of its body is kept: is it HTTP, from a node,
 * with the token, and to a place that exists? What is refused ends its connection.
 */
final class AdmissionHandler extends ChannelInboundHandlerAdapter {
  private final @Nullable Tokens token;
  private final Refusals refusals;
  private boolean refused;

  AdmissionHandler(@Nullable Tokens token, Refusals refusals) {
    this.token = token;
    this.refusals = refusals;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!refused && message instanceof HttpRequest request) {
      check(ctx, request);
    }
    if (refused) {
      ReferenceCountUtil.release(message);
    } else {
      ctx.fireChannelRead(message);
    }
  }

  private void check(ChannelHandlerContext ctx, HttpRequest request) {
    DecoderResult decoded = request.decoderResult();
    if (decoded.isFailure()) {
      Throwable cause = decoded.cause();
      if (cause instanceof TooLongHttpHeaderException
          || cause instanceof TooLongHttpLineException) {
        refuse(
            ctx,
            ControlRefusal.HEAD_TOO_LARGE,
            "a request's head has at most " + ControlLimits.MAX_HEAD_BYTES + " bytes");
      } else {
        refuse(ctx, ControlRefusal.BAD_REQUEST, "this is no HTTP/1.1 request");
      }
    } else if (request.headers().contains(HttpHeaderNames.ORIGIN)) {
      refuse(
          ctx,
          ControlRefusal.FROM_BROWSER,
          "control is for nodes, which send no Origin header, not for pages in a browser");
    } else if (!isAuthorized(request)) {
      refuse(
          ctx,
          ControlRefusal.UNAUTHORIZED,
          "control takes a request with the header Authorization: Bearer and the router's token");
    } else {
      checkRoute(ctx, request);
    }
  }

  private void checkRoute(ChannelHandlerContext ctx, HttpRequest request) {
    HttpMethod method = request.method();
    ControlRoute route = ControlRoute.of(request.uri());
    if (route == null) {
      refuse(
          ctx,
          ControlRefusal.NOT_FOUND,
          "control has /control (WebSocket) and /v1/nodes/{id}, where id is 1 to 64 of A-Z a-z"
              + " 0-9 . _ -");
    } else if (route instanceof ControlRoute.Socket && !method.equals(HttpMethod.GET)) {
      refuse(ctx, ControlRefusal.BAD_METHOD, "/control takes GET, as a WebSocket upgrade");
    } else if (route instanceof ControlRoute.Report
        && !method.equals(HttpMethod.PUT)
        && !method.equals(HttpMethod.DELETE)) {
      refuse(ctx, ControlRefusal.BAD_METHOD, "/v1/nodes/{id} takes PUT and DELETE");
    }
  }

  private boolean isAuthorized(HttpRequest request) {
    if (token == null) {
      return true;
    }
    List<String> values = request.headers().getAll(HttpHeaderNames.AUTHORIZATION);
    return values.size() == 1 && token.isIn(values.get(0));
  }

  private void refuse(ChannelHandlerContext ctx, ControlRefusal refusal, String message) {
    refused = true;
    refusals.refused(refusal, ctx.channel().remoteAddress(), message);
    HttpAnswer.refuse(ctx, refusal, message);
  }
}
