package usher.router.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.net.HostPort;

/** Tries the ports of a router and its nodes from here. */
final class PortCheck {
  /** How long a port may take to accept, in milliseconds. */
  static final int CONNECT_MS = 2_000;

  /** The most nodes whose ports are tried. */
  static final int MAX_NODES = 20;

  private final String adminHost;

  /**
   * @param adminHost where the admin port was reached: a port bound to every address is tried there
   */
  PortCheck(String adminHost) {
    this.adminHost = adminHost;
  }

  /** The ports for players and nodes, out of the answer of {@code GET /v1/router}. */
  List<Finding> router(JsonNode router) {
    List<Finding> all = new ArrayList<>();
    JsonNode listens = router.path("listens");
    all.add(port("players' port", listens.path("players").asText(), "--listen"));
    all.add(port("control port", listens.path("control").asText(), "--control"));
    return all;
  }

  /** Where nodes say that they are reached. */
  List<Finding> nodes(List<JsonNode> nodes) {
    List<String> silent = new ArrayList<>();
    int tried = 0;
    for (JsonNode node : nodes) {
      if (tried < MAX_NODES && !node.path("state").asText().equals("lost")) {
        tried++;
        String address = node.path("address").asText();
        if (!accepts(HostPort.parse(address))) {
          silent.add(node.path("node").asText() + " at " + address);
        }
      }
    }
    if (tried == 0) {
      return List.of();
    }
    return List.of(
        silent.isEmpty()
            ? Finding.ok("nodes' ports", "the first " + tried + " accept connections from here")
            : Finding.warn(
                "nodes' ports",
                "no connection from here to " + String.join(", ", silent),
                "the router must reach them; if only it shall, this is as it should be"));
  }

  private Finding port(String about, String address, String flag) {
    HostPort at = HostPort.parse(address);
    InetAddress bound = resolved(at.host());
    boolean any = bound != null && bound.isAnyLocalAddress();
    boolean far = bound != null && bound.isLoopbackAddress() && !isLoopback(adminHost);
    if (far) {
      return Finding.ok(about, address + ", which only the router's own machine reaches");
    }
    return accepts(any ? new HostPort(adminHost, at.port()) : at)
        ? Finding.ok(about, address + " accepts connections")
        : Finding.bad(
            about,
            address + " accepts no connection from here",
            "see firewalls, and " + flag + " of the router");
  }

  private static boolean isLoopback(String host) {
    InetAddress address = resolved(host);
    return address != null && address.isLoopbackAddress();
  }

  private static @Nullable InetAddress resolved(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static boolean accepts(HostPort at) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(at.host(), at.port()), CONNECT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
