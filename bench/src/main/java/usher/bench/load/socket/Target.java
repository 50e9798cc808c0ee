package usher.bench.load.socket;

import java.net.URI;
import java.net.URISyntaxException;
import usher.common.config.FlagException;

/**
 * Where the players go.
 *
 * @param path with {@code {room}} where the room's id stands
 */
public record Target(String host, int port, String path) {
  private static final String ROOM = "{room}";
  private static final int DEFAULT_PORT = 80;

  /**
   * Reads {@code ws://host:port}, with a path if rooms are not at {@code /rooms/{room}}.
   *
   * @throws FlagException if it is anything else
   */
  public static Target parse(String url) {
    URI uri;
    try {
      uri = new URI(url.replace(ROOM, "%7Broom%7D"));
    } catch (URISyntaxException e) {
      throw wrong(url);
    }
    if (!"ws".equals(uri.getScheme()) || uri.getHost() == null) {
      throw wrong(url);
    }
    String path = uri.getPath() == null || uri.getPath().length() <= 1 ? "" : uri.getPath();
    if (path.isEmpty()) {
      path = "/rooms/" + ROOM;
    } else if (!path.contains(ROOM)) {
      throw wrong(url);
    }
    return new Target(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(), path);
  }

  /** Where players of a room go. */
  public URI room(String room, String query) {
    return URI.create("ws://" + host + ":" + port + path.replace(ROOM, room) + "?" + query);
  }

  /** Another path there. */
  public URI at(String pathAndQuery) {
    return URI.create("ws://" + host + ":" + port + pathAndQuery);
  }

  /** Whether it is on this machine, so that players may come from several addresses. */
  public boolean isLoopback() {
    return host.startsWith("127.") || host.equals("localhost");
  }

  private static FlagException wrong(String url) {
    return new FlagException(
        "--url '"
            + url
            + "' is not ws://host:port, or ws://host:port/path/{room} where rooms live elsewhere");
  }
}
