package usher.router.cli;

import java.net.URI;
import java.net.URISyntaxException;
import usher.common.config.FlagException;

/**
 * Where the admin port is.
 *
 * @param uri http or https, with host and port and nothing else
 */
record AdminAddress(URI uri) {
  private static final String RULE =
      "--admin is host:port, as in 127.0.0.1:9090, or https://host:port";

  /**
   * Reads a flag.
   *
   * @param tls whether a port without a scheme speaks TLS
   * @throws FlagException if it is wrong
   */
  static AdminAddress parse(String text, boolean tls) {
    String whole = text.contains("://") ? text : (tls ? "https://" : "http://") + text;
    URI uri;
    try {
      uri = new URI(whole);
    } catch (URISyntaxException e) {
      throw new FlagException(RULE + ", not '" + text + "'");
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    String path = uri.getRawPath();
    if (!http
        || uri.getHost() == null
        || uri.getPort() < 1
        || uri.getPort() > 65_535
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || !(path.isEmpty() || path.equals("/"))) {
      throw new FlagException(RULE + ", not '" + text + "'");
    }
    if (tls && !uri.getScheme().equals("https")) {
      throw new FlagException("--ca-file is for https, and --admin is '" + text + "'");
    }
    return new AdminAddress(URI.create(uri.getScheme() + "://" + uri.getRawAuthority()));
  }

  String host() {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
