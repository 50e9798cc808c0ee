package usher.router.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.router.proxy.HopByHop;

/** Which heads we take (RFC 9112, RFC 6455 section 4.2.1, and stricter). Pure. */
final class RequestRules {
  /** Sections 4.1 and 4.4 of RFC 6455. */
  private static final String WEBSOCKET_VERSION = "13";

  private static final String MAC_KEY = "sec-websocket-key1";

  private RequestRules() {}

  /**
   * What is wrong with a head; null if nothing is.
   *
   * @param route where its room is
   */
  static @Nullable Refusal wrong(HttpRequest head, RoomRoute route) {
    if (head.decoderResult().isFailure()) {
      return undecodable(head.decoderResult().cause());
    }
    HttpVersion version = head.protocolVersion();
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      return bad("the version must be HTTP/1.1 or HTTP/1.0");
    }
    if (head.method().equals(HttpMethod.CONNECT) || head.method().equals(HttpMethod.TRACE)) {
      return new Refusal(CloseReason.BAD_METHOD, "neither CONNECT nor TRACE goes on to a node");
    }
    if (!isOriginForm(head.uri())) {
      return bad("the target must be a path from / on, in plain ASCII, without a fragment");
    }
    Refusal host = host(head);
    if (host != null) {
      return host;
    }
    return framing(head, route);
  }

  /** Whether a head's Upgrade header names WebSocket, right or wrong. */
  static boolean asksForWebSocket(HttpRequest head) {
    return head.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
  }

  /** What is wrong with a head that has an Upgrade header; null if nothing is. */
  static @Nullable Refusal wrongUpgrade(HttpRequest head) {
    HttpHeaders headers = head.headers();
    List<String> upgrade = headers.getAll(HttpHeaderNames.UPGRADE);
    if (upgrade.size() != 1
        || !HttpHeaderValues.WEBSOCKET.contentEqualsIgnoreCase(upgrade.get(0).strip())) {
      return badUpgrade("the only upgrade here is 'Upgrade: websocket'");
    }
    if (!HopByHop.hasToken(headers, HttpHeaderValues.UPGRADE)) {
      return badUpgrade("an upgrade needs 'Connection: Upgrade'");
    }
    if (!head.method().equals(HttpMethod.GET)) {
      return badUpgrade("an upgrade must be a GET");
    }
    if (!head.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      return badUpgrade("an upgrade must be HTTP/1.1");
    }
    if (hasBody(head) || headers.contains(HttpHeaderNames.EXPECT)) {
      return badUpgrade("an upgrade has no body");
    }
    List<String> version = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION);
    if (version.size() != 1 || !version.get(0).equals(WEBSOCKET_VERSION)) {
      return new Refusal(CloseReason.UPGRADE_VERSION, "the WebSocket version must be 13");
    }
    List<String> key = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
    if (key.size() != 1 || !isKey(key.get(0))) {
      return badUpgrade("Sec-WebSocket-Key must be 16 bytes in Base64");
    }
    return null;
  }

  /** Whether a head announces a body. */
  static boolean hasBody(HttpRequest head) {
    return HttpUtil.isTransferEncodingChunked(head) || HttpUtil.getContentLength(head, 0L) > 0;
  }

  private static Refusal undecodable(Throwable cause) {
    if (cause instanceof TooLongHttpLineException || cause instanceof TooLongHttpHeaderException) {
      return new Refusal(
          CloseReason.HEAD_TOO_LARGE, "a head has at most " + EdgeLimits.MAX_HEAD_BYTES + " bytes");
    }
    return bad("the request is no HTTP/1.1 that only one reading exists of");
  }

  private static boolean isOriginForm(String target) {
    if (target.isEmpty() || target.charAt(0) != '/') {
      return false;
    }
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#' || c == '"' || c == '<' || c == '>' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Refusal host(HttpRequest head) {
    List<String> hosts = head.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.size() > 1) {
      return bad("the header Host must stand once");
    }
    if (hosts.isEmpty()) {
      return head.protocolVersion().equals(HttpVersion.HTTP_1_1)
          ? bad("the header Host is missing")
          : null;
    }
    return hosts.get(0).chars().allMatch(RequestRules::isHostCharacter)
        ? null
        : bad("the header Host must be a host name or address, and perhaps a port");
  }

  private static boolean isHostCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~:[]%".indexOf(c) >= 0;
  }

  private static @Nullable Refusal framing(HttpRequest head, RoomRoute route) {
    HttpHeaders headers = head.headers();
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (!codings.isEmpty()) {
      if (headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
        return bad("Content-Length and Transfer-Encoding exclude each other");
      }
      if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
        return bad("the only Transfer-Encoding here is chunked");
      }
      if (!head.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
        return bad("HTTP/1.0 has no Transfer-Encoding");
      }
    }
    if (headers.getAll(HttpHeaderNames.CONTENT_LENGTH).size() > 1) {
      return bad("the header Content-Length must stand once");
    }
    if (headers.contains(MAC_KEY)) {
      return badUpgrade("the WebSocket version must be 13");
    }
    String ofRoom = route instanceof HeaderRoute by ? by.name() : null;
    if (HopByHop.namesProtected(headers, ofRoom)) {
      return bad("the header Connection names a header that must go on to the node");
    }
    return null;
  }

  /** 16 bytes are 22 characters of Base64 and two equals signs; the last has 4 bits to spare. */
  private static boolean isKey(String key) {
    if (key.length() != 24 || !key.endsWith("==")) {
      return false;
    }
    for (int i = 0; i < 22; i++) {
      char c = key.charAt(i);
      boolean base64 =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '+'
              || c == '/';
      if (!base64) {
        return false;
      }
    }
    return true;
  }

  private static Refusal bad(String detail) {
    return new Refusal(CloseReason.BAD_REQUEST, detail);
  }

  private static Refusal badUpgrade(String detail) {
    return new Refusal(CloseReason.BAD_UPGRADE, detail);
  }
}
