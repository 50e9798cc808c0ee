package usher.router.edge;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import usher.common.config.Tokens;
import usher.common.net.HostPort;
import usher.common.tls.TlsDial;
import usher.common.tls.TlsPort;
import usher.router.limit.PlayerLimits;
import usher.router.seat.SeatLimits;

/**
 * What an operator may choose about the player port.
 *
 * @param listen where to listen; port 0 for a free one
 * @param route where the room is in a request
 * @param limits what players may have, to begin with
 * @param parking how long a seat waits for its room at most
 * @param token what nodes ask of a router that wants a link; null for none
 * @param tls of the port
 * @param nodes how nodes that serve TLS are dialled
 * @param door who may come in
 */
public record EdgeConfig(
    HostPort listen,
    RoomRoute route,
    PlayerLimits limits,
    Duration parking,
    @Nullable Tokens token,
    TlsPort tls,
    TlsDial nodes,
    Door door) {
  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public EdgeConfig {
    if (parking.isNegative() || parking.isZero()) {
      throw new IllegalArgumentException("a parking time is above 0, not " + parking);
    }
  }

  /** The defaults, on this address. */
  public static EdgeConfig at(HostPort listen) {
    return new EdgeConfig(
        listen,
        RoomRoute.DEFAULT,
        PlayerLimits.DEFAULTS,
        SeatLimits.PARKING,
        null,
        TlsPort.off("players"),
        TlsDial.off("nodes"),
        Door.OPEN);
  }

  /** The same with another route. */
  public EdgeConfig withRoute(RoomRoute other) {
    return new EdgeConfig(listen, other, limits, parking, token, tls, nodes, door);
  }

  /** The same with other limits of players. */
  public EdgeConfig withLimits(PlayerLimits other) {
    return new EdgeConfig(listen, route, other, parking, token, tls, nodes, door);
  }

  /** The same with another bound of the wait for a room. */
  public EdgeConfig withParking(Duration other) {
    return new EdgeConfig(listen, route, limits, other, token, tls, nodes, door);
  }

  /** The same with what nodes ask of a router. */
  public EdgeConfig withToken(@Nullable Tokens other) {
    return new EdgeConfig(listen, route, limits, parking, other, tls, nodes, door);
  }

  /** The same with TLS on the port, and towards nodes. */
  public EdgeConfig withTls(TlsPort port, TlsDial dial) {
    return new EdgeConfig(listen, route, limits, parking, token, port, dial, door);
  }

  /** The same with another rule of who may come in. */
  public EdgeConfig withDoor(Door other) {
    return new EdgeConfig(listen, route, limits, parking, token, tls, nodes, other);
  }
}
