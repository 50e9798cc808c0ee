package usher.node.heartbeat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import usher.common.config.Tokens;
import usher.common.control.Capacity;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage.Register;
import usher.common.control.Upstream;
import usher.common.net.HostPort;
import usher.common.tls.TlsDial;

/**
 * What a node tells routers of itself, and which routers.
 *
 * @param routers where routers' control ports are, tried in turn: the node reports to one at a time
 * @param token shown to routers; null for none
 * @param version the node's software, for people
 * @param address where players' connections reach the node, as routers see it
 * @param tls how routers are dialled
 * @param servesTls whether the address speaks TLS
 */
public record HeartbeatConfig(
    List<HostPort> routers,
    @Nullable Tokens token,
    Incarnation incarnation,
    String version,
    HostPort address,
    Upstream upstream,
    Capacity capacity,
    Map<String, String> labels,
    TlsDial tls,
    boolean servesTls) {
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int BOOT_LENGTH = 12;

  /**
   * @throws IllegalArgumentException if there is no router
   */
  public HeartbeatConfig {
    routers = List.copyOf(routers);
    labels = Map.copyOf(labels);
    if (routers.isEmpty()) {
      throw new IllegalArgumentException("a node reports to at least one router");
    }
  }

  /** Without TLS anywhere. */
  public HeartbeatConfig(
      List<HostPort> routers,
      @Nullable Tokens token,
      Incarnation incarnation,
      String version,
      HostPort address,
      Upstream upstream,
      Capacity capacity,
      Map<String, String> labels) {
    this(
        routers,
        token,
        incarnation,
        version,
        address,
        upstream,
        capacity,
        labels,
        TlsDial.off("routers"),
        false);
  }

  /** An incarnation that this node never was before: 60 random bits. */
  public static Incarnation freshIncarnation(NodeId node) {
    SecureRandom random = new SecureRandom();
    StringBuilder boot = new StringBuilder(BOOT_LENGTH);
    for (int i = 0; i < BOOT_LENGTH; i++) {
      boot.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new Incarnation(node, boot.toString());
  }

  /** The register of a node that holds these rooms. */
  Register register(RoomHost host) {
    return new Register(
        incarnation,
        version,
        address,
        upstream,
        capacity,
        labels,
        true,
        servesTls,
        true,
        host.held());
  }

  @Override
  public String toString() {
    return incarnation + " at " + address + ", reports to " + routers;
  }
}
