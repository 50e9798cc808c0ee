package usher.router.pin;

import usher.common.control.Incarnation;
import usher.common.control.Upstream;
import usher.common.net.HostPort;

/**
 * One incarnation of a node, and how to reach it.
 *
 * @param address where players' connections go
 */
public record NodeRef(Incarnation incarnation, HostPort address, Upstream upstream) {
  @Override
  public String toString() {
    return incarnation.toString();
  }
}
