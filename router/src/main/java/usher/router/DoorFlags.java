package usher.router;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;
import usher.common.config.FlagException;
import usher.common.net.Binding;
import usher.common.net.HostPort;
import usher.router.edge.Door;
import usher.router.edge.origin.AllowedOrigins;
import usher.router.edge.origin.TrustedProxies;
import usher.router.ticket.Tickets;

/** The flags of a router that say which players may come in. */
final class DoorFlags {
  private static final Logger log = LoggerFactory.getLogger(DoorFlags.class);

  @Option(
      names = "--ticket-keys",
      paramLabel = "FILE",
      description =
          "The keys that players' tickets are verified with: a public key in PEM, a JWK set, or the"
              + " secret of HS256 (default: none, and everyone may come in).")
  @Nullable Path ticketKeys;

  @Option(
      names = "--ticket-audience",
      paramLabel = "NAME",
      description = "What the aud of a ticket must name (default: tickets have none).")
  @Nullable String ticketAudience;

  @Option(
      names = "--ticket-issuer",
      paramLabel = "NAME",
      description = "What the iss of a ticket must be (default: anything).")
  @Nullable String ticketIssuer;

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGINS",
      description =
          "The pages that may ask, besides those of the router's own host, with commas between, as"
              + " in https://a.example,https://*.b.example; * for all (default: none; at most 64).")
  @Nullable String allowOrigin;

  @Option(
      names = "--trust-proxies",
      paramLabel = "NETWORKS",
      description =
          "The networks of proxies whose word about players' addresses counts, with commas between,"
              + " as in 10.0.0.0/8,fd00::/8 (default: none; at most 64).")
  @Nullable String trustProxies;

  @Option(
      names = "--proxy-protocol",
      paramLabel = "off|on",
      defaultValue = "off",
      description =
          "Whether the proxies of --trust-proxies begin each connection with a PROXY header, version"
              + " 1 or 2 (default: ${DEFAULT-VALUE}).")
  String proxyProtocol = "off";

  private @Nullable Door read;

  /**
   * Who may come in; reads the keys, once.
   *
   * @throws FlagException if a flag is wrong; the message says what would be right
   */
  Door door() {
    Door door = read == null ? readAll() : read;
    read = door;
    return door;
  }

  /**
   * Looks at the flags and at no file: keys that cannot be read stop a start, but no reload of the
   * rest.
   *
   * @throws FlagException if a flag is wrong; the message says what would be right
   */
  void check() {
    doorWith(null);
  }

  private Door readAll() {
    check();
    return doorWith(
        ticketKeys == null ? null : Tickets.read(ticketKeys, ticketAudience, ticketIssuer));
  }

  private Door doorWith(@Nullable Tickets tickets) {
    require(
        ticketKeys != null || (ticketAudience == null && ticketIssuer == null),
        "--ticket-audience and --ticket-issuer need --ticket-keys: without it nobody looks at"
            + " tickets");
    require(
        proxyProtocol.equals("on") || proxyProtocol.equals("off"), "--proxy-protocol is off or on");
    boolean headers = proxyProtocol.equals("on");
    require(
        !headers || trustProxies != null,
        "--proxy-protocol on needs --trust-proxies: nobody else may send a PROXY header");
    return new Door(
        tickets,
        read("--allow-origin", allowOrigin, AllowedOrigins::parse, AllowedOrigins.SAME),
        read("--trust-proxies", trustProxies, TrustedProxies::parse, TrustedProxies.NONE),
        headers);
  }

  /** Says loudly that everyone may come in, where others than this machine can. */
  void warn(HostPort listen) {
    Door door = door();
    if (door.tickets() != null) {
      log.info("players need a ticket: {}", door.tickets());
    } else if (!Binding.isLoopback(listen)) {
      log.warn(
          "EVERYONE who reaches {} may come in, under any name and into any room: there are no"
              + " --ticket-keys",
          listen);
    }
  }

  private static <T> T read(
      String flag, @Nullable String text, Function<String, T> parser, T without) {
    try {
      return text == null ? without : parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new FlagException(flag + ": " + e.getMessage());
    }
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new FlagException(message);
    }
  }
}
