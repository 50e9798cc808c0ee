package usher.router.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a node's 101 answers the upgrade that was asked for (RFC 6455, section 4.1). Pure. */
final class SwitchRules {
  private static final byte[] GUID =
      "258EAFA5-E914-47DA-95CA-C5AB0DC85B11".getBytes(StandardCharsets.US_ASCII);

  private SwitchRules() {}

  /** What is wrong with this 101 to an upgrade with this key; null if nothing is. */
  static @Nullable String wrong(HttpResponse answer, String key) {
    HttpHeaders headers = answer.headers();
    List<String> upgrade = headers.getAll(HttpHeaderNames.UPGRADE);
    if (upgrade.size() != 1
        || !HttpHeaderValues.WEBSOCKET.contentEqualsIgnoreCase(upgrade.get(0))) {
      return "the node's 101 does not upgrade to websocket";
    }
    if (!HopByHop.hasToken(headers, HttpHeaderValues.UPGRADE)) {
      return "the node's 101 lacks 'Connection: Upgrade'";
    }
    List<String> accept = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT);
    if (accept.size() != 1 || !accept.get(0).equals(accept(key))) {
      return "the node's 101 has a Sec-WebSocket-Accept that does not fit the key";
    }
    return null;
  }

  /** The accept value for a key. */
  static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(key.getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(sha1.digest(GUID));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
