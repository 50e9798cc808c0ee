package usher.common.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a port is bound: with an error that an operator can act on. */
public final class Binding {
  private Binding() {}

  /**
   * Binds and waits for it; never call it on an event loop. Where the system later gives no
   * connections, the port rests for a second at a time.
   *
   * @param flag the flag that names the address, for the message
   * @throws CannotListenException if the address cannot be bound
   */
  public static Channel bind(ServerBootstrap bootstrap, String flag, HostPort address) {
    ChannelFuture bound =
        bootstrap
            .handler(new AcceptPause(flag))
            .bind(new InetSocketAddress(address.host(), address.port()))
            .awaitUninterruptibly();
    Throwable cause = bound.cause();
    if (cause != null) {
      throw cannot(flag, address, cause);
    }
    return bound.channel();
  }

  /**
   * Whether each of these addresses is another; looks at no port.
   *
   * @param addresses by the flags that name them, for the message
   * @throws CannotListenException if one is there twice
   */
  public static void checkDistinct(Map<String, HostPort> addresses) {
    Map<HostPort, String> taken = new HashMap<>();
    addresses.forEach(
        (flag, address) -> {
          String other = address.port() == 0 ? null : taken.put(address, flag);
          if (other != null) {
            throw new CannotListenException(
                flag + ": cannot listen on " + address + ", which " + other + " has");
          }
        });
  }

  /**
   * Whether all of these addresses can be bound, each beside the others: found out early, where
   * much is to be done before. Nothing listens there afterwards.
   *
   * @param addresses by the flags that name them, for the message
   * @throws CannotListenException if one cannot
   */
  public static void check(Map<String, HostPort> addresses) {
    checkDistinct(addresses);
    List<ServerSocket> held = new ArrayList<>();
    try {
      addresses.forEach((flag, address) -> held.add(hold(flag, address)));
    } finally {
      held.forEach(Binding::release);
    }
  }

  private static ServerSocket hold(String flag, HostPort address) {
    ServerSocket tried = null;
    try {
      tried = new ServerSocket();
      tried.setReuseAddress(true);
      tried.bind(new InetSocketAddress(address.host(), address.port()));
      return tried;
    } catch (IOException e) {
      if (tried != null) {
        release(tried);
      }
      throw cannot(flag, address, e);
    }
  }

  private static void release(ServerSocket tried) {
    try {
      tried.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
