package usher.node.metrics;

import usher.node.room.RoomRegistry;

/** The figures of the node's rooms as meters. */
public final class RoomMeters {
  private static final double MILLIS = 1e3;

  private RoomMeters() {}

  /** Binds them all; on the main thread, once. */
  public static void bind(NodeMetrics metrics, RoomRegistry rooms) {
    metrics.gauge("usher.node.rooms", "Rooms held", rooms, from -> from.load().rooms());
    metrics.gauge(
        "usher.node.seats",
        "Seats taken, of rooms and at feeds",
        rooms,
        from -> from.load().seats());
    metrics.gauge(
        "usher.node.room.lag.seconds",
        "How late the slowest room loop runs",
        rooms,
        from -> from.load().loopLagMs() / MILLIS);
    metrics.counter(
        "usher.node.room.doubts",
        "Times that a room was in doubt whether it is still this node's",
        rooms,
        RoomRegistry::doubts);
  }
}
