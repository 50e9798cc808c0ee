package usher.router.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.router.pin.NodeRef;

/** The answers of the player port itself, in JSON. */
final class Answers {
  private static final long MS_PER_S = 1_000;

  private Answers() {}

  /** What a refused player gets; its connection is closed after it. */
  static FullHttpResponse refusal(CloseReason reason, String detail, long retryAfterMs) {
    FullHttpResponse answer =
        json(
            HttpResponseStatus.valueOf(reason.httpStatus()),
            "{\"error\":\"" + reason.word() + "\",\"message\":\"" + detail + "\"}\n");
    HttpHeaders headers = answer.headers();
    headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    if (reason == CloseReason.UPGRADE_VERSION) {
      headers.set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
      headers.set(HttpHeaderNames.UPGRADE, "websocket");
    }
    if (reason.httpStatus() == HttpResponseStatus.UNAUTHORIZED.code()) {
      headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    if (retryAfterMs > 0) {
      headers.set(HttpHeaderNames.RETRY_AFTER, (retryAfterMs + MS_PER_S - 1) / MS_PER_S);
    }
    return answer;
  }

  /** What a player hears who waits with its body. */
  static ByteBuf goOn() {
    return Unpooled.copiedBuffer("HTTP/1.1 100 Continue\r\n\r\n", StandardCharsets.US_ASCII);
  }

  /** What {@code POST /rooms} answers. */
  static FullHttpResponse created(RoomId room, String target, NodeRef node) {
    FullHttpResponse answer =
        json(
            HttpResponseStatus.CREATED,
            "{\"room\":\""
                + room
                + "\",\"url\":\""
                + target
                + "\",\"node\":\""
                + node.incarnation().node()
                + "\"}\n");
    answer.headers().set(HttpHeaderNames.LOCATION, target);
    return answer;
  }

  private static FullHttpResponse json(HttpResponseStatus status, String text) {
    ByteBuf body = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    HttpHeaders headers = answer.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
    headers.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    return answer;
  }
}
