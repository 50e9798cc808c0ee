package usher.router.edge;

import org.jspecify.annotations.Nullable;
import usher.router.edge.origin.AllowedOrigins;
import usher.router.edge.origin.TrustedProxies;
import usher.router.ticket.Tickets;

/**
 * Who may come in through the player port. Any thread.
 *
 * @param tickets what players must show; null where nobody asks for any
 * @param origins the pages whose requests are taken
 * @param proxies whose word about players' addresses counts
 * @param proxyHeaders whether these proxies begin each connection with a PROXY header
 */
public record Door(
    @Nullable Tickets tickets,
    AllowedOrigins origins,
    TrustedProxies proxies,
    boolean proxyHeaders) {
  /** No tickets, no proxies, and pages of the same host. */
  public static final Door OPEN = new Door(null, AllowedOrigins.SAME, TrustedProxies.NONE, false);
}
