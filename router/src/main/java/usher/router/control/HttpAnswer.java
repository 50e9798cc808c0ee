package usher.router.control;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import usher.common.control.ControlRefusal;
import usher.common.control.wire.ControlCodec;
import usher.router.http.LastAnswer;

/** Answers of plain HTTP. On the connection's event loop. */
final class HttpAnswer {
  private static final int RETRY_AFTER_SECONDS = 1;

  private HttpAnswer() {}

  /** Answers, and keeps the connection for the next request if asked to. */
  static void send(ChannelHandlerContext ctx, int status, String json, boolean keepAlive) {
    write(ctx, response(ctx, status, json), keepAlive);
  }

  /** Refuses the request, and closes the connection. */
  static void refuse(ChannelHandlerContext ctx, ControlRefusal refusal, String message) {
    refuse(ctx, refusal, message, false);
  }

  static void refuse(
      ChannelHandlerContext ctx, ControlRefusal refusal, String message, boolean keepAlive) {
    FullHttpResponse response =
        response(ctx, refusal.httpStatus(), ControlCodec.writeRefusal(refusal, message));
    if (refusal == ControlRefusal.UNAUTHORIZED) {
      response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    if (refusal.httpStatus() == HttpResponseStatus.SERVICE_UNAVAILABLE.code()) {
      response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    write(ctx, response, keepAlive);
  }

  private static FullHttpResponse response(ChannelHandlerContext ctx, int status, String json) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            ByteBufUtil.writeUtf8(ctx.alloc(), json + "\n"));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    response.headers().set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
    return response;
  }

  private static void write(
      ChannelHandlerContext ctx, FullHttpResponse response, boolean keepAlive) {
    if (!keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    ChannelFuture written = ctx.writeAndFlush(response);
    if (!keepAlive) {
      LastAnswer.then(written);
    }
  }
}
