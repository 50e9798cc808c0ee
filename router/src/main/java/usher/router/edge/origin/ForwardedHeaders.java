package usher.router.edge.origin;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What proxies in front say of a player in a request's head. Only what a trusted peer says counts,
 * and of that only what trusted proxies added: the addresses are read from the last to the first,
 * up to the first one that is not trusted. Pure.
 */
public final class ForwardedHeaders {
  /** Who was passed through, the player first. */
  public static final String X_FORWARDED_FOR = "X-Forwarded-For";

  /** Whether the player came by {@code http} or {@code https}. */
  public static final String X_FORWARDED_PROTO = "X-Forwarded-Proto";

  /** Both in one (RFC 7239). */
  public static final String FORWARDED = "Forwarded";

  /** What a node must not believe of a peer that is not trusted. */
  private static final List<String> SAID_BY_PROXIES =
      List.of(
          X_FORWARDED_FOR,
          X_FORWARDED_PROTO,
          FORWARDED,
          "X-Forwarded-Host",
          "X-Forwarded-Port",
          "X-Forwarded-Server",
          "X-Real-IP",
          "X-Client-IP",
          "True-Client-IP",
          "CF-Connecting-IP");

  private static final String HTTPS = "https";
  private static final String HTTP = "http";

  /**
   * What came of it.
   *
   * @param client the player's address; null where the head says nothing that counts
   * @param contradicts whether both headers are there and name different players: one of them is
   *     not the proxy's
   */
  public record Said(@Nullable InetAddress client, boolean contradicts) {}

  private static final Said NOTHING = new Said(null, false);

  private ForwardedHeaders() {}

  /** Whether nodes take a header of this name, in any case, for the word of a proxy. */
  public static boolean isSaidByProxies(String name) {
    return SAID_BY_PROXIES.stream().anyMatch(name::equalsIgnoreCase);
  }

  /**
   * Reads a head.
   *
   * @param peer who sent it
   */
  public static Said read(HttpHeaders headers, InetAddress peer, TrustedProxies trusted) {
    if (!trusted.contains(peer)) {
      return NOTHING;
    }
    List<String> plain = headers.getAll(X_FORWARDED_FOR);
    List<String> standard = headers.getAll(FORWARDED);
    if (plain.isEmpty() && standard.isEmpty()) {
      return NOTHING;
    }
    InetAddress byPlain = plain.isEmpty() ? null : player(Chain.plain(plain, trusted), peer);
    InetAddress byStandard =
        standard.isEmpty() ? null : player(Chain.standard(standard, trusted), peer);
    if (byPlain != null && byStandard != null && !byPlain.equals(byStandard)) {
      return new Said(null, true);
    }
    return new Said(byPlain != null ? byPlain : byStandard, false);
  }

  private static InetAddress player(Chain chain, InetAddress peer) {
    InetAddress player = chain.player();
    return player == null ? peer : player;
  }

  /**
   * Makes the head say to a node what is true: who was passed through, the player first, and how
   * the player came. What stands before the player is not handed on.
   *
   * @param peer who sent it: the proxy, or the player
   * @param encrypted whether the peer's connection to the router is
   */
  public static void write(
      HttpHeaders headers, InetAddress peer, TrustedProxies trusted, boolean encrypted) {
    StringBuilder passed = new StringBuilder();
    String proto = encrypted ? HTTPS : HTTP;
    if (trusted.contains(peer)) {
      List<String> plain = headers.getAll(X_FORWARDED_FOR);
      Chain chain =
          plain.isEmpty()
              ? Chain.standard(headers.getAll(FORWARDED), trusted)
              : Chain.plain(plain, trusted);
      for (InetAddress hop : chain.hops()) {
        passed.append(text(hop)).append(", ");
      }
      proto = proto(headers, plain.isEmpty() ? ForwardedText.proto(chain.element()) : "", proto);
    }
    for (String each : SAID_BY_PROXIES) {
      headers.remove(each);
    }
    headers.set(X_FORWARDED_FOR, passed + text(peer));
    headers.set(X_FORWARDED_PROTO, proto);
  }

  /**
   * How the player came.
   *
   * @param standard what {@code Forwarded} says, where that is what names the player: beside {@code
   *     X-Forwarded-For} a player may have written it
   * @param own how the peer came
   */
  private static String proto(HttpHeaders headers, String standard, String own) {
    List<String> plain = headers.getAll(X_FORWARDED_PROTO);
    String said = standard.isEmpty() && plain.size() == 1 ? plain.get(0) : standard;
    if (said.equalsIgnoreCase(HTTPS) || said.equalsIgnoreCase("wss")) {
      return HTTPS;
    }
    return said.equalsIgnoreCase(HTTP) || said.equalsIgnoreCase("ws") ? HTTP : own;
  }

  /** An address as it is written, without the name of an interface. */
  public static String text(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
