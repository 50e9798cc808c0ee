package usher.router.upstream;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import usher.common.net.HostPort;

/** A node's address as sockets take it. Pure. */
final class NodeAddress {
  private NodeAddress() {}

  /** A literal address as it is; a name unresolved, so that no look-up blocks the caller. */
  static InetSocketAddress of(HostPort address) {
    byte @Nullable [] literal = NetUtil.createByteArrayFromIpAddressString(address.host());
    if (literal == null) {
      return InetSocketAddress.createUnresolved(address.host(), address.port());
    }
    try {
      return new InetSocketAddress(InetAddress.getByAddress(literal), address.port());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + literal.length + " bytes", e);
    }
  }
}
