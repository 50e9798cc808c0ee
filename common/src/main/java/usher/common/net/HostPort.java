package usher.common.net;

/**
 * A host and a port, as in {@code 127.0.0.1:8080} or {@code [::1]:8080}.
 *
 * @param host a name or a literal address, an IPv6 one without its brackets
 * @param port 0 to 65535
 */
public record HostPort(String host, int port) {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_HOST_LENGTH = 253;

  /**
   * @throws IllegalArgumentException if either is out of range; the message says what would be
   *     right
   */
  public HostPort {
    if (host.isEmpty() || host.length() > MAX_HOST_LENGTH || !isHost(host)) {
      throw new IllegalArgumentException("'" + host + "' is no host name or address");
    }
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }

  /**
   * Reads {@code host:port}.
   *
   * @throws IllegalArgumentException if the text is anything else; the message says what would be
   *     right
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is not host:port (an IPv6 address stands in brackets, as in [::1]:8080)");
    }
    String port = text.substring(colon + 1);
    if (host.isEmpty() || port.isEmpty() || port.length() > 5 || !isNumber(port)) {
      throw new IllegalArgumentException("'" + text + "' is not host:port, as in 127.0.0.1:8080");
    }
    return new HostPort(host, Integer.parseInt(port));
  }

  /** The same host with another port. */
  public HostPort withPort(int other) {
    return new HostPort(host, other);
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isHost(String text) {
    return text.chars()
        .allMatch(
            c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '-'
                    || c == '_'
                    || c == ':'
                    || c == '%');
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
