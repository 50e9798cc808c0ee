package usher.router.pin;

import usher.common.control.Incarnation;
import usher.common.control.Upstream;
import usher.common.net.HostPort;

/**
 * One incarnation of a node, and how to reach it.
 *
 * @param address where players' connections go
 * @param tls whether the address speaks TLS, and nothing else
 */
public record NodeRef(Incarnation incarnation, HostPort address, Upstream upstream, boolean tls) {
  /** A node without TLS. */
  public NodeRef(Incarnation incarnation, HostPort address, Upstream upstream) {
    this(incarnation, address, upstream, false);
  }

  @Override
  public String toString() {
    return incarnation.toString();
  }
}
