package usher.router.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a ticket is in a request's head: in {@code Authorization: Bearer TICKET}, or, as browsers
 * cannot set that on a WebSocket, among the subprotocols as {@code usher.ticket.TICKET}, beside
 * {@code usher}, which is the one that is answered. Never in the URL, which ends up in logs. Pure.
 */
final class TicketText {
  /** The subprotocol that the router itself takes. */
  static final String PROTOCOL = "usher";

  /** What a subprotocol begins with that carries a ticket. */
  static final String PROTOCOL_PREFIX = "usher.ticket.";

  private static final String BEARER = "Bearer ";

  private TicketText() {}

  /** The tickets in {@code Authorization}; more than one is one too many. */
  static List<String> bearer(HttpHeaders headers) {
    List<String> found = new ArrayList<>(1);
    for (String value : headers.getAll(HttpHeaderNames.AUTHORIZATION)) {
      if (value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
        found.add(value.substring(BEARER.length()).strip());
      }
    }
    return found;
  }

  /**
   * Takes the router's own subprotocols out of a head: tickets, and {@link #PROTOCOL}.
   *
   * @return those taken out; the others stay as they are
   */
  static List<String> takeProtocols(HttpHeaders headers) {
    List<String> values = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
    List<String> own = new ArrayList<>(2);
    List<String> others = new ArrayList<>(1);
    for (String value : values) {
      for (String each : value.split(",", -1)) {
        String protocol = each.strip();
        boolean ours = protocol.equals(PROTOCOL) || protocol.startsWith(PROTOCOL_PREFIX);
        (ours ? own : others).add(protocol);
      }
    }
    if (!own.isEmpty() && others.isEmpty()) {
      headers.remove(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
    } else if (!own.isEmpty()) {
      headers.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, String.join(", ", others));
    }
    return own;
  }
}
