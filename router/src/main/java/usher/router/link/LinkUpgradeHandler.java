package usher.router.link;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import usher.common.config.Tokens;
import usher.common.link.LinkLimits;
import usher.common.tls.TlsFailure;

/** A new connection to a node asks to become a link. On the event loop. */
final class LinkUpgradeHandler extends SimpleChannelInboundHandler<HttpObject> {
  /** What comes of it; one of the two, once. */
  interface Outcome {
    /** The node agreed; HTTP is out of the pipeline. */
    void onUpgraded(ChannelHandlerContext ctx);

    /** The node did not; the connection is closed. */
    void onRefused(String why);
  }

  private final String authority;
  private final @Nullable Tokens token;
  private final Outcome outcome;
  private @Nullable Future<?> deadline;
  private boolean agreed;
  private boolean over;

  LinkUpgradeHandler(String authority, @Nullable Tokens token, Outcome outcome) {
    this.authority = authority;
    this.token = token;
    this.outcome = outcome;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, LinkLimits.PATH, Unpooled.EMPTY_BUFFER);
    request
        .headers()
        .set(HttpHeaderNames.HOST, authority)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
        .set(HttpHeaderNames.UPGRADE, LinkLimits.PROTOCOL);
    if (token != null) {
      request.headers().set(HttpHeaderNames.AUTHORIZATION, token.authorization());
    }
    deadline =
        ctx.executor()
            .schedule(
                () -> refused(ctx, "no answer in time"),
                PortLimits.HANDSHAKE.toMillis(),
                TimeUnit.MILLISECONDS);
    ctx.writeAndFlush(request);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
    if (over) {
      return;
    }
    if (message.decoderResult().isFailure()) {
      refused(ctx, "it speaks no HTTP");
    } else if (message instanceof HttpResponse answer) {
      agreed = isAgreed(answer);
      if (!agreed) {
        boolean token = answer.status().equals(HttpResponseStatus.UNAUTHORIZED);
        refused(
            ctx,
            "it answers "
                + answer.status().code()
                + " to the upgrade of a link"
                + (token ? ": give router and node the same --token-file" : ""));
      }
    }
    if (agreed && message instanceof LastHttpContent) {
      end();
      outcome.onUpgraded(ctx);
      ctx.pipeline().remove(this);
      ctx.pipeline().remove(HttpClientCodec.class);
    }
  }

  private static boolean isAgreed(HttpResponse answer) {
    return answer.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code()
        && answer
            .headers()
            .containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        && answer.headers().containsValue(HttpHeaderNames.UPGRADE, LinkLimits.PROTOCOL, true);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    refused(ctx, "it closed before it answered");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    String tls = TlsFailure.words(cause);
    refused(ctx, tls != null ? tls : cause.toString());
  }

  private void refused(ChannelHandlerContext ctx, String why) {
    if (!over) {
      end();
      ctx.close();
      outcome.onRefused(why);
    }
  }

  private void end() {
    over = true;
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
