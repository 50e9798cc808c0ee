package usher.node.metrics;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import usher.common.config.Tokens;
import usher.common.control.Health;

/** Answers {@code GET /metrics} and {@code GET /healthz}. */
final class MetricsHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final NodeMetrics metrics;
  private final Supplier<Health> health;
  private final @Nullable Tokens token;

  MetricsHandler(NodeMetrics metrics, Supplier<Health> health, @Nullable Tokens token) {
    this.metrics = metrics;
    this.health = health;
    this.token = token;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      answer(ctx, HttpResponseStatus.BAD_REQUEST, PLAIN, "this is no HTTP/1.1\n");
      return;
    }
    if (!request.method().equals(HttpMethod.GET)) {
      answer(ctx, HttpResponseStatus.METHOD_NOT_ALLOWED, PLAIN, "only GET is taken here\n");
      return;
    }
    switch (new QueryStringDecoder(request.uri(), true).rawPath()) {
      case "/healthz" -> {
        Health now = health.get();
        answer(
            ctx,
            now == Health.READY ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE,
            PLAIN,
            now.name().toLowerCase(Locale.ROOT) + "\n");
      }
      case "/metrics" -> {
        String shown = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
        if (token != null && !token.isIn(shown)) {
          String right = "metrics need the header Authorization: Bearer TOKEN\n";
          answer(ctx, HttpResponseStatus.UNAUTHORIZED, PLAIN, right);
        } else {
          answer(ctx, HttpResponseStatus.OK, PROMETHEUS, metrics.scrape());
        }
      }
      default ->
          answer(ctx, HttpResponseStatus.NOT_FOUND, PLAIN, "here are /metrics and /healthz\n");
    }
  }

  private static void answer(
      ChannelHandlerContext ctx, HttpResponseStatus status, String type, String body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            status,
            Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8)));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    ctx.writeAndFlush(response);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent) {
      ctx.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
