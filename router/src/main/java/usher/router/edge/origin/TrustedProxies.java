package usher.router.edge.origin;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The proxies whose word about players' addresses counts. Immutable. */
public final class TrustedProxies {
  /** The most networks. */
  public static final int MAX_NETWORKS = 64;

  /** Nobody. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private final List<Network> networks;

  private TrustedProxies(List<Network> networks) {
    this.networks = List.copyOf(networks);
  }

  /**
   * Reads a list with commas between, as in {@code 10.0.0.0/8,fd00::/8}.
   *
   * @throws IllegalArgumentException if one is no network, or there are too many; the message says
   *     what would be right
   */
  public static TrustedProxies parse(String text) {
    List<Network> networks = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      networks.add(Network.parse(each.strip()));
    }
    if (networks.size() > MAX_NETWORKS) {
      throw new IllegalArgumentException("there are at most " + MAX_NETWORKS + " networks");
    }
    return new TrustedProxies(networks);
  }

  /** Whether an address is that of a trusted proxy. */
  public boolean contains(InetAddress address) {
    for (Network each : networks) {
      if (each.contains(address)) {
        return true;
      }
    }
    return false;
  }

  public boolean isEmpty() {
    return networks.isEmpty();
  }

  @Override
  public String toString() {
    return networks.toString();
  }
}
