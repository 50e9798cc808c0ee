package usher.common.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** How a port is bound: with an error that an operator can act on. */
public final class Binding {
  private Binding() {}

  /**
   * Binds and waits for it; never call it on an event loop.
   *
   * @param flag the flag that names the address, for the message
   * @throws CannotListenException if the address cannot be bound
   */
  public static Channel bind(ServerBootstrap bootstrap, String flag, HostPort address) {
    ChannelFuture bound =
        bootstrap
            .bind(new InetSocketAddress(address.host(), address.port()))
            .awaitUninterruptibly();
    Throwable cause = bound.cause();
    if (cause != null) {
      throw cannot(flag, address, cause);
    }
    return bound.channel();
  }

  /**
   * Whether an address can be bound, found out early, where much is to be done before; nothing
   * listens there afterwards.
   *
   * @param flag the flag that names the address, for the message
   * @throws CannotListenException if it cannot
   */
  public static void check(String flag, HostPort address) {
    try (ServerSocket tried = new ServerSocket()) {
      tried.setReuseAddress(true);
      tried.bind(new InetSocketAddress(address.host(), address.port()));
    } catch (IOException e) {
      throw cannot(flag, address, e);
    }
  }

  private static CannotListenException cannot(String flag, HostPort address, Throwable cause) {
    return new CannotListenException(
        flag + ": cannot listen on " + address + " (" + cause.getMessage() + ")", cause);
  }

  /** Where a server channel listens, with the port that the system picked for 0. */
  public static HostPort addressOf(Channel server) {
    InetSocketAddress local = (InetSocketAddress) server.localAddress();
    return new HostPort(local.getAddress().getHostAddress(), local.getPort());
  }

  /** Whether only this machine can reach the address; a name that does not resolve is not. */
  public static boolean isLoopback(HostPort address) {
    try {
      for (InetAddress each : InetAddress.getAllByName(address.host())) {
        if (!each.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
