package usher.node.player;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Base64;
import usher.common.net.WebSocketAccept;
import usher.common.player.CloseReason;

/** The opening handshake of a WebSocket (RFC 6455, section 4.2). */
final class Upgrade {
  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;

  private Upgrade() {}

  /** Whether a request wants to become something else than HTTP. */
  static boolean isAsked(HttpRequest request) {
    return request.headers().contains(HttpHeaderNames.UPGRADE);
  }

  /**
   * The answer to a request that asks rightly.
   *
   * @throws BadRequestException if it does not
   */
  static FullHttpResponse answer(HttpRequest request) {
    HttpHeaders headers = request.headers();
    boolean asksRightly =
        request.method().equals(HttpMethod.GET)
            && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
            && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
            && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    if (!asksRightly) {
      throw new BadRequestException(
          CloseReason.BAD_UPGRADE, "an upgrade is a GET of HTTP/1.1 to websocket");
    }
    if (!VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
      throw new BadRequestException(
          CloseReason.UPGRADE_VERSION, "Sec-WebSocket-Version is " + VERSION);
    }
    String key = headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "").strip();
    if (!isKey(key)) {
      throw new BadRequestException(
          CloseReason.BAD_UPGRADE, "Sec-WebSocket-Key is 16 bytes in Base64");
    }
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
    response
        .headers()
        .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
        .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, WebSocketAccept.of(key));
    return response;
  }

  private static boolean isKey(String key) {
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
