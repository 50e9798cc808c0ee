package usher.router.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslHandler;
import java.net.URLEncoder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import usher.common.player.Visitor;
import usher.router.edge.origin.ForwardedHeaders;
import usher.router.edge.origin.TrustedProxies;
import usher.router.ticket.Ticket;

/**
 * What a head says to a node of the player: only what the router knows itself, or what proxies that
 * it trusts say. What players write under these names is taken out.
 */
final class NodeHead {
  /** The name that a ticket vouches for, percent-encoded UTF-8. */
  static final String PLAYER = Visitor.PLAYER_HEADER;

  /** The role that a ticket gives: {@code player} or {@code spectator}. */
  static final String ROLE = "Usher-Role";

  private static final String OWN = "usher-";

  private NodeHead() {}

  static void write(
      HttpHeaders headers, Channel channel, TrustedProxies proxies, @Nullable Ticket ticket) {
    boolean trusted = proxies.contains(ClientAddress.peer(channel));
    for (String name : headers.names()) {
      // Some servers read _ and - as the same.
      String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
      boolean untrue = !trusted || !plain.equalsIgnoreCase(name);
      if (plain.startsWith(OWN) || (untrue && isForwarded(plain))) {
        headers.remove(name);
      }
    }
    ForwardedHeaders.write(
        headers,
        ClientAddress.peer(channel),
        proxies,
        channel.pipeline().get(SslHandler.class) != null);
    if (ticket != null) {
      headers.set(PLAYER, URLEncoder.encode(ticket.player(), UTF_8).replace("+", "%20"));
      headers.set(ROLE, ticket.role().word());
    }
  }

  private static boolean isForwarded(String plain) {
    return plain.startsWith("x-forwarded") || ForwardedHeaders.isSaidByProxies(plain);
  }
}
