package usher.node.player;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.node.game.EventJson;

/** An answer in plain HTTP, after which the connection is closed. Event loops only. */
record Reply(int status, String contentType, String body, int retryAfterSeconds) {
  static Reply text(int status, String body) {
    return new Reply(status, "text/plain; charset=utf-8", body, 0);
  }

  static Reply json(Object body) {
    return new Reply(200, "application/json", EventJson.write(body), 0);
  }

  /**
   * @param message for people; null where the reason says it all
   */
  static Reply refused(CloseReason reason, @Nullable String message, int retryAfterSeconds) {
    return refused(
        reason.httpStatus(),
        reason.word(),
        message == null ? reason.word() : message,
        retryAfterSeconds);
  }

  static Reply refused(int status, String word, String message, int retryAfterSeconds) {
    String body = EventJson.write(EventJson.object().put("error", word).put("message", message));
    return new Reply(status, "application/json", body, retryAfterSeconds);
  }

  void send(Channel channel) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8)));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, contentType)
        .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    if (retryAfterSeconds > 0) {
      response.headers().set(HttpHeaderNames.RETRY_AFTER, retryAfterSeconds);
    }
    if (status == CloseReason.UPGRADE_VERSION.httpStatus()) {
      response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
    }
    channel.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }
}
