package usher.bench.compare.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import usher.common.net.HostPort;

/** A port that was free a moment ago, for proxies that cannot pick one and say which. */
public final class FreePort {
  private FreePort() {}

  public static HostPort onLoopback() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new HostPort("127.0.0.1", socket.getLocalPort());
    }
  }
}
