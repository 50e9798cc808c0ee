package usher.router.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** The head of a player's request, and what follows from it for the answer. */
final class Request {
  private final HttpRequest head;
  private final @Nullable String upgradeKey;
  private final boolean isHttp11;
  private final boolean wantsClose;
  private final boolean hasBody;
  private final boolean expectsContinue;

  Request(HttpRequest head, @Nullable String upgradeKey) {
    this.head = head;
    this.upgradeKey = upgradeKey;
    this.isHttp11 = head.protocolVersion().equals(HttpVersion.HTTP_1_1);
    this.wantsClose = HopByHop.hasToken(head.headers(), HttpHeaderValues.CLOSE);
    this.hasBody =
        HttpUtil.isTransferEncodingChunked(head) || HttpUtil.getContentLength(head, 0L) > 0;
    this.expectsContinue = HttpUtil.is100ContinueExpected(head);
  }

  /** Makes the head what the node gets to see. */
  void prepare() {
    if (isUpgrade()) {
      HopByHop.stripUpgrade(head.headers());
      return;
    }
    boolean chunked = HttpUtil.isTransferEncodingChunked(head);
    HopByHop.strip(head.headers());
    head.setProtocolVersion(HttpVersion.HTTP_1_1);
    head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    if (chunked) {
      head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
  }

  HttpRequest head() {
    return head;
  }

  boolean isUpgrade() {
    return upgradeKey != null;
  }

  boolean hasBody() {
    return hasBody;
  }

  boolean expectsContinue() {
    return expectsContinue;
  }

  /** Whether it does no harm to send the request to a second node (RFC 9110, section 9.2.2). */
  boolean mayRepeat() {
    HttpMethod method = head.method();
    return !hasBody && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD));
  }

  /** Whether the player's connection can take another request after this one. */
  boolean mayKeepAlive() {
    return isHttp11 && !wantsClose && !hasBody && !isUpgrade();
  }

  /** What is wrong with this 101; null if nothing is. */
  @Nullable String wrongSwitch(HttpResponse answer) {
    return upgradeKey == null
        ? "the node answered 101 to a request that was no upgrade"
        : SwitchRules.wrong(answer, upgradeKey);
  }

  /** Gives the node's answer the framing that the player's connection needs. */
  void frameAnswer(HttpResponse answer, boolean keepAlive) {
    HttpHeaders headers = answer.headers();
    HopByHop.strip(headers);
    headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
    answer.setProtocolVersion(HttpVersion.HTTP_1_1);
    boolean sized = headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    if (!sized && isHttp11 && !isBodiless(answer)) {
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    if (!keepAlive) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
  }

  private boolean isBodiless(HttpResponse answer) {
    int status = answer.status().code();
    return status == 204 || status == 304 || head.method().equals(HttpMethod.HEAD);
  }
}
