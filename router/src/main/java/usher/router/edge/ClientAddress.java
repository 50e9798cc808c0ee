package usher.router.edge;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a player is, as far as it can be believed: the peer of the connection; where a trusted
 * proxy is that peer, whoever the proxy names. On the connection's event loop.
 */
public final class ClientAddress {
  /**
   * The event that goes down the pipeline once, when {@link #peer} is certain: at the connect, or
   * when a PROXY header was read.
   */
  public static final Object KNOWN =
      new Object() {
        @Override
        public String toString() {
          return "client address known";
        }
      };

  private static final AttributeKey<InetAddress> PEER =
      AttributeKey.valueOf(ClientAddress.class, "peer");
  private static final AttributeKey<InetAddress> FORWARDED =
      AttributeKey.valueOf(ClientAddress.class, "forwarded");

  private ClientAddress() {}

  /**
   * The player's address: what a trusted proxy said in the head of the request at hand, else {@link
   * #peer}.
   */
  public static InetAddress of(Channel channel) {
    InetAddress forwarded = channel.attr(FORWARDED).get();
    return forwarded != null ? forwarded : peer(channel);
  }

  /**
   * The connection's source: what its PROXY header says, else the socket's peer. Loopback for a
   * connection that has none, within the process for instance.
   */
  public static InetAddress peer(Channel channel) {
    InetAddress peer = channel.attr(PEER).get();
    if (peer != null) {
      return peer;
    }
    return channel.remoteAddress() instanceof InetSocketAddress socket
            && socket.getAddress() != null
        ? socket.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  /**
   * The connection's source is certain.
   *
   * @param source what its PROXY header says; null for the socket's peer
   */
  static void known(Channel channel, @Nullable InetAddress source) {
    channel.attr(PEER).set(source);
    channel.pipeline().fireUserEventTriggered(KNOWN);
  }

  /**
   * What the head of the request at hand says.
   *
   * @param forwarded the player behind a trusted proxy; null where nobody who is trusted says so
   */
  public static void set(Channel channel, @Nullable InetAddress forwarded) {
    channel.attr(FORWARDED).set(forwarded);
  }
}
