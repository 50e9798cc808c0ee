package usher.router.limit;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What counts as one address: an IPv4 address, or the /64 of an IPv6 address, which is what one
 * household or machine is commonly given.
 */
record AddressKey(boolean six, long bits) {
  private static final int IPV4_BYTES = 4;

  static AddressKey of(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == IPV4_BYTES
        ? new AddressKey(false, ByteBuffer.wrap(bytes).getInt())
        : new AddressKey(true, ByteBuffer.wrap(bytes).getLong());
  }
}
