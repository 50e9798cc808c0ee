package usher.router.edge.origin;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who was passed through before the peer, as trusted proxies say: read from the last hop on, up to
 * the first one that is not trusted, or cannot be read. What stands before it anybody can have
 * written, and is not looked at.
 *
 * @param hops the player first; empty where nobody is named
 * @param element what stands where the reading ended: the outermost trusted proxy wrote it; empty
 *     where there is nothing
 */
record Chain(List<InetAddress> hops, String element) {
  /** The most addresses that are looked at. */
  static final int MAX_HOPS = 32;

  /** By all headers {@code X-Forwarded-For}. */
  static Chain plain(List<String> values, TrustedProxies trusted) {
    return read(new LastFirst(values, false), false, trusted);
  }

  /** By all headers {@code Forwarded}. */
  static Chain standard(List<String> values, TrustedProxies trusted) {
    return read(new LastFirst(values, true), true, trusted);
  }

  private static Chain read(LastFirst parts, boolean standard, TrustedProxies trusted) {
    Deque<InetAddress> hops = new ArrayDeque<>();
    String element = "";
    InetAddress hop;
    do {
      String next = parts.next();
      element = next == null ? element : next;
      hop = next == null ? null : ForwardedText.address(standard ? ForwardedText.node(next) : next);
      if (hop != null) {
        hops.addFirst(hop);
      }
    } while (hop != null && trusted.contains(hop) && hops.size() < MAX_HOPS);
    return new Chain(List.copyOf(hops), element);
  }

  /** The player; null where nobody is named. */
  @Nullable InetAddress player() {
    return hops.isEmpty() ? null : hops.get(0);
  }
}
