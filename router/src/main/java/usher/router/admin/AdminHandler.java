package usher.router.admin;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.config.Tokens;
import usher.router.http.LastAnswer;

/** One operator's connection: a request at a time, whole, to {@link AdminRoutes} and back. */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);

  /** Who asks where no token is wanted: only loopback can. */
  private static final String NOBODY = "loopback";

  private final AdminRoutes routes;
  private final @Nullable Tokens token;
  private final AdminPage page;
  private final SameOrigin origins;

  AdminHandler(AdminRoutes routes, @Nullable Tokens token, AdminPage page) {
    this.routes = routes;
    this.token = token;
    this.page = page;
    this.origins = new SameOrigin(token != null);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    boolean head = request.method().equals(HttpMethod.HEAD);
    if (request.decoderResult().isFailure()) {
      write(ctx, AdminAnswer.error(400, "bad-request", "this is no HTTP request"), false, head);
      return;
    }
    String foreign = isProbe(request) ? null : origins.wrong(request.headers());
    if (foreign != null) {
      write(ctx, AdminAnswer.error(403, "forbidden", foreign), keepAlive, head);
      return;
    }
    FullHttpResponse file = page.file(request);
    if (file != null) {
      write(ctx, file, keepAlive);
      return;
    }
    if (!isAllowed(request)) {
      write(
          ctx,
          AdminAnswer.error(
              401,
              "unauthorized",
              "send the header 'Authorization: Bearer TOKEN' with a token of --admin-token-file, or"
                  + " of --token-file where that is not named"),
          keepAlive,
          head);
      return;
    }
    if (AdminPage.isWatch(request)) {
      if (!page.watch(ctx)) {
        write(ctx, AdminAnswer.error(503, "too-many-watchers", page.full()), keepAlive, false);
      }
      return;
    }
    AdminRequest asked;
    try {
      asked = AdminRequest.of(request, who(request));
    } catch (CharacterCodingException e) {
      write(ctx, AdminAnswer.error(400, "bad-request", "the body is no UTF-8"), keepAlive, head);
      return;
    } catch (IllegalArgumentException e) {
      write(
          ctx,
          AdminAnswer.error(400, "bad-request", "the path has a broken %-escape"),
          keepAlive,
          head);
      return;
    }
    answer(ctx, asked, keepAlive, head);
  }

  private void answer(
      ChannelHandlerContext ctx, AdminRequest asked, boolean keepAlive, boolean head) {
    routes
        .answer(asked)
        .exceptionally(
            e -> {
              LOG.error("a request of an operator failed: {} {}", asked.method(), asked.path(), e);
              return AdminAnswer.error(
                  500, "internal", "this is a mistake of ours; the log has more");
            })
        .thenAccept(answer -> ctx.executor().execute(() -> write(ctx, answer, keepAlive, head)));
  }

  /** Health is for probes, which carry no token and learn nothing else. */
  private boolean isAllowed(FullHttpRequest request) {
    if (token == null || isProbe(request)) {
      return true;
    }
    String given = request.headers().get(HttpHeaderNames.AUTHORIZATION);
    return given != null && token.isIn(given);
  }

  private static boolean isProbe(FullHttpRequest request) {
    return request.uri().equals("/healthz") || request.uri().equals("/readyz");
  }

  /** For the log: whose token came along. */
  private String who(FullHttpRequest request) {
    String name =
        token == null ? null : token.nameOf(request.headers().get(HttpHeaderNames.AUTHORIZATION));
    return name == null ? NOBODY : name;
  }

  private static void write(
      ChannelHandlerContext ctx, AdminAnswer answer, boolean keepAlive, boolean head) {
    write(ctx, response(answer, keepAlive, head), keepAlive);
  }

  private static void write(
      ChannelHandlerContext ctx, FullHttpResponse response, boolean keepAlive) {
    if (keepAlive) {
      ctx.writeAndFlush(response);
    } else {
      ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** A body is too long: says so, and ends the connection. */
  static void refuseBody(ChannelHandlerContext ctx, int maxBytes) {
    AdminAnswer answer =
        AdminAnswer.error(413, "too-large", "a body has at most " + maxBytes + " bytes");
    // What keeps connections alive closes those that it does not, behind their last answer.
    ChannelHandlerContext closes = ctx.pipeline().context(HttpServerKeepAliveHandler.class);
    LastAnswer.then((closes == null ? ctx : closes).writeAndFlush(response(answer, false, false)));
  }

  /** An answer as it goes out. */
  static FullHttpResponse response(AdminAnswer answer, boolean keepAlive, boolean head) {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .set("X-Content-Type-Options", "nosniff");
    if (!answer.allow().isEmpty()) {
      response.headers().set(HttpHeaderNames.ALLOW, String.join(", ", answer.allow()));
    }
    if (!keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    return response;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent) {
      ctx.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("an operator's connection broke", cause);
    ctx.close();
  }
}
