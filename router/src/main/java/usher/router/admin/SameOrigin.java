package usher.router.admin;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other people's pages from using an operator's browser: one that comes from elsewhere may
 * not ask, and where no token is needed neither may a name that was made to point here.
 *
 * @param hasToken whether requests carry a token; then any name may lead here
 */
record SameOrigin(boolean hasToken) {
  /** What is wrong with where a request comes from, and what would be right; null for nothing. */
  @Nullable String wrong(HttpHeaders headers) {
    List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
    String host = hosts.size() == 1 ? hosts.get(0).toLowerCase(Locale.ROOT) : "";
    if (!hasToken && hosts.size() == 1 && !isLoopback(host)) {
      return "without --token-file this port is asked as localhost, 127.0.0.1 or [::1], not as '"
          + shown(host)
          + "'";
    }
    for (String origin : headers.getAll(HttpHeaderNames.ORIGIN)) {
      String from = origin.toLowerCase(Locale.ROOT);
      if (host.isEmpty() || !(from.equals("http://" + host) || from.equals("https://" + host))) {
        return "a page from '" + shown(origin) + "' may not ask this port; only its own page may";
      }
    }
    return null;
  }

  private static boolean isLoopback(String host) {
    int colon = host.lastIndexOf(':');
    String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    return name.equals("localhost")
        || name.equals("[::1]")
        || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  private static String shown(String text) {
    return text.length() <= 64 ? text : text.substring(0, 64) + "…";
  }
}
