package usher.router.edge.origin;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may ask, by the header {@code Origin} that browsers send (RFC 6454, section 7). Who
 * sends none is no page of a browser. A page that the request's own host served always may.
 * Immutable.
 */
public final class AllowedOrigins {
  /** The most patterns. */
  public static final int MAX_PATTERNS = 64;

  /** Pages of the same host only. */
  public static final AllowedOrigins SAME = new AllowedOrigins(List.of(), false);

  /** All pages. */
  public static final AllowedOrigins ALL = new AllowedOrigins(List.of(), true);

  private static final String ANY = "*";

  private final List<OriginPattern> patterns;
  private final boolean all;

  private AllowedOrigins(List<OriginPattern> patterns, boolean all) {
    this.patterns = List.copyOf(patterns);
    this.all = all;
  }

  /**
   * Reads a list with commas between, as in {@code https://a.example,https://*.b.example}, or
   * {@code *} alone.
   *
   * @throws IllegalArgumentException if one is no origin, or there are too many; the message says
   *     what would be right
   */
  public static AllowedOrigins parse(String text) {
    if (text.strip().equals(ANY)) {
      return ALL;
    }
    List<OriginPattern> patterns = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      patterns.add(OriginPattern.parse(each.strip()));
    }
    if (patterns.size() > MAX_PATTERNS) {
      throw new IllegalArgumentException("there are at most " + MAX_PATTERNS + " origins");
    }
    return new AllowedOrigins(patterns, false);
  }

  /** Whether who sent this head may ask. */
  public boolean allow(HttpHeaders headers) {
    List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
    if (origins.isEmpty() || all) {
      return true;
    }
    if (origins.size() > 1) {
      return false;
    }
    String origin = origins.get(0).toLowerCase(Locale.ROOT);
    if (isSame(origin, headers.get(HttpHeaderNames.HOST))) {
      return true;
    }
    for (OriginPattern each : patterns) {
      if (each.matches(origin)) {
        return true;
      }
    }
    return false;
  }

  /** A proxy in front may have ended TLS: the scheme says no more than which port is left out. */
  private static boolean isSame(String origin, @Nullable String host) {
    int scheme = origin.indexOf("://");
    if (host == null || scheme < 0) {
      return false;
    }
    String port = origin.startsWith("https:") ? ":443" : ":80";
    String page = origin.substring(scheme + 3);
    return withPort(page, port).equals(withPort(host.toLowerCase(Locale.ROOT), port));
  }

  private static String withPort(String authority, String port) {
    boolean has = authority.lastIndexOf(':') > authority.lastIndexOf(']');
    return has ? authority : authority + port;
  }

  @Override
  public String toString() {
    return all ? ANY : patterns.toString();
  }
}
