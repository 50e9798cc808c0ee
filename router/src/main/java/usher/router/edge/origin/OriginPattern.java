package usher.router.edge.origin;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An origin, or all of a domain's subdomains: {@code https://a.example}, {@code
 * https://*.b.example:8443}, or {@code null}, which pages out of files have.
 */
record OriginPattern(String scheme, String host, String port, boolean subdomains) {
  private static final String NULL = "null";
  private static final String ANY_SUB = "*.";
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
  private static final Pattern HOST = Pattern.compile("[a-z0-9._-]+|\\[[0-9a-f:.]+\\]");
  private static final Pattern PORT = Pattern.compile("(:[0-9]{1,5})?");

  /**
   * @throws IllegalArgumentException if it is none; the message says what would be right
   */
  static OriginPattern parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals(NULL)) {
      return new OriginPattern("", NULL, "", false);
    }
    int end = lower.indexOf("://");
    String scheme = end < 0 ? "" : lower.substring(0, end);
    String authority = end < 0 ? "" : lower.substring(end + 3);
    boolean subdomains = authority.startsWith(ANY_SUB);
    String rest = subdomains ? authority.substring(ANY_SUB.length()) : authority;
    int colon = rest.lastIndexOf(':');
    boolean hasPort = colon > rest.lastIndexOf(']');
    String host = hasPort ? rest.substring(0, colon) : rest;
    String port = hasPort ? rest.substring(colon) : "";
    if (!SCHEME.matcher(scheme).matches()
        || !HOST.matcher(host).matches()
        || !PORT.matcher(port).matches()
        || (subdomains && (host.startsWith("[") || host.indexOf('.') < 0))) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no origin: https://a.example, https://*.b.example or with a port, nothing"
              + " behind it; null; or * alone for all");
    }
    return new OriginPattern(scheme, host, plain(scheme, port), subdomains);
  }

  /** The port that browsers leave out is left out. */
  private static String plain(String scheme, String port) {
    boolean usual =
        (scheme.equals("https") && port.equals(":443"))
            || (scheme.equals("http") && port.equals(":80"));
    return usual ? "" : port;
  }

  /** Whether an origin is this one, or one of these; in lower case, as browsers send it. */
  boolean matches(String origin) {
    if (host.equals(NULL) && scheme.isEmpty()) {
      return origin.equals(NULL);
    }
    String before = scheme + "://";
    if (!origin.startsWith(before)) {
      return false;
    }
    String authority = origin.substring(before.length());
    if (!subdomains) {
      return authority.equals(host + port);
    }
    String after = "." + host + port;
    return authority.endsWith(after)
        && authority.length() > after.length()
        && HOST.matcher(authority.substring(0, authority.length() - after.length())).matches();
  }

  @Override
  public String toString() {
    return scheme.isEmpty() ? host : scheme + "://" + (subdomains ? ANY_SUB : "") + host + port;
  }
}
