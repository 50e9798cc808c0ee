package usher.router.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which headers end at the next connection, and are not handed on (RFC 9110, section 7.6.1). */
public final class HopByHop {
  private static final List<AsciiString> ALWAYS =
      List.of(
          AsciiString.cached("keep-alive"),
          AsciiString.cached("proxy-connection"),
          HttpHeaderNames.TE,
          HttpHeaderNames.TRAILER,
          HttpHeaderNames.UPGRADE);

  /**
   * Headers that say what the message is, or who sent it: who names them as hop-by-hop wants to
   * confuse.
   */
  private static final List<String> PROTECTED =
      List.of(
          "host",
          "content-length",
          "transfer-encoding",
          "content-type",
          "cookie",
          "authorization",
          "origin",
          "forwarded");

  private static final List<String> PROTECTED_BEGINNINGS =
      List.of("sec-websocket-", "x-forwarded-", "usher-");

  private HopByHop() {}

  /**
   * Whether the Connection header names a header that must go on.
   *
   * @param other one more such header, in any case; null where there is none
   */
  public static boolean namesProtected(HttpHeaders headers, @Nullable String other) {
    for (String token : tokens(headers)) {
      if (PROTECTED.contains(token)
          || PROTECTED_BEGINNINGS.stream().anyMatch(token::startsWith)
          || token.equalsIgnoreCase(other)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the Connection header has this token, in any case. */
  public static boolean hasToken(HttpHeaders headers, CharSequence token) {
    return headers.containsValue(HttpHeaderNames.CONNECTION, token, true);
  }

  /** Removes what ends here from an upgrade; what makes it one stays. */
  static void stripUpgrade(HttpHeaders headers) {
    List<String> connection = headers.getAll(HttpHeaderNames.CONNECTION);
    if (connection.size() != 1
        || !HttpHeaderValues.UPGRADE.contentEqualsIgnoreCase(connection.get(0))) {
      for (String token : tokens(headers)) {
        if (!token.equals("upgrade")) {
          headers.remove(token);
        }
      }
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    }
    for (int i = 0; i < ALWAYS.size() - 1; i++) {
      headers.remove(ALWAYS.get(i));
    }
  }

  /** Removes what ends here from a plain request or answer, all but its framing. */
  static void strip(HttpHeaders headers) {
    for (String token : tokens(headers)) {
      headers.remove(token);
    }
    headers.remove(HttpHeaderNames.CONNECTION);
    for (AsciiString name : ALWAYS) {
      headers.remove(name);
    }
  }

  private static List<String> tokens(HttpHeaders headers) {
    List<String> values = headers.getAll(HttpHeaderNames.CONNECTION);
    return values.isEmpty()
        ? List.of()
        : List.of(String.join(",", values).toLowerCase(Locale.ROOT).split("\\s*,\\s*")).stream()
            .map(String::strip)
            .filter(token -> !token.isEmpty())
            .toList();
  }
}
