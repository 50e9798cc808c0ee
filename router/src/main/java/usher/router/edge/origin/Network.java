package usher.router.edge.origin;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * A range of addresses, {@code 10.0.0.0/8} or {@code fd00::/8}; an address alone is a range of one.
 * Nothing is looked up.
 */
final class Network {
  private static final int BYTE_BITS = 8;

  private final byte[] base;
  private final int bits;
  private final String text;

  private Network(byte[] base, int bits, String text) {
    this.base = base;
    this.bits = bits;
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException if it is none; the message says what would be right
   */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw wrong(text, "an address");
    }
    byte[] base = address.getAddress();
    int most = base.length * BYTE_BITS;
    int bits = slash < 0 ? most : number(text.substring(slash + 1));
    if (bits < 0 || bits > most) {
      throw wrong(text, "a number from 0 to " + most + " behind its slash");
    }
    for (int i = bits; i < most; i++) {
      if (bit(base, i)) {
        throw wrong(text, "no bits set behind its first " + bits);
      }
    }
    return new Network(base, bits, text);
  }

  private static IllegalArgumentException wrong(String text, String needs) {
    return new IllegalArgumentException(
        "'" + text + "' is no network as in 10.0.0.0/8 or fd00::/8: it needs " + needs);
  }

  /** An address as it is written, never a name; null where it is none. */
  static @Nullable InetAddress literal(String text) {
    byte[] bytes = text.indexOf('%') < 0 ? NetUtil.createByteArrayFromIpAddressString(text) : null;
    try {
      // An IPv4 address within IPv6 becomes the IPv4 address that it means.
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  boolean contains(InetAddress address) {
    byte[] other = address.getAddress();
    if (other.length != base.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      if (bit(base, i) != bit(other, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean bit(byte[] bytes, int index) {
    return (bytes[index / BYTE_BITS] >> (BYTE_BITS - 1 - index % BYTE_BITS) & 1) != 0;
  }

  private static int number(String text) {
    return text.matches("0|[1-9][0-9]{0,2}") ? Integer.parseInt(text) : -1;
  }

  @Override
  public String toString() {
    return text;
  }
}
