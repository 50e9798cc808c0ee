package usher.router.metrics;

import java.util.Locale;
import usher.common.player.CloseReason;
import usher.router.cluster.ProbeOutcome;
import usher.router.edge.EdgeCounters;
import usher.router.edge.socket.LoopTraffic;

/** The player port's counts as meters. */
public final class EdgeMeters {
  private EdgeMeters() {}

  /** Binds them all; on the main thread, once. */
  public static void bind(RouterMetrics metrics, EdgeCounters edge) {
    metrics.gauge(
        "usher.players.open", "Players' connections open", edge, EdgeCounters::playersOpen);
    metrics.gauge("usher.tunnels.open", "Tunnels open", edge, EdgeCounters::tunnelsOpen);
    metrics.counter(
        "usher.players.connected",
        "Players' connections accepted, those refused then among them",
        edge,
        EdgeCounters::playersConnected);
    metrics.counter(
        "usher.player.frames.received",
        "WebSocket frames of players, tunnels aside",
        edge,
        from -> from.traffic(LoopTraffic::framesIn));
    metrics.counter(
        "usher.player.frames.sent",
        "WebSocket frames to players, tunnels aside",
        edge,
        from -> from.traffic(LoopTraffic::framesOut));
    metrics.counter(
        "usher.player.bytes.received",
        "Bytes of what players said, tunnels aside",
        edge,
        from -> from.traffic(LoopTraffic::bytesIn));
    metrics.counter(
        "usher.player.bytes.sent",
        "Bytes of WebSocket frames to players, tunnels aside",
        edge,
        from -> from.traffic(LoopTraffic::bytesOut));
    metrics.counter("usher.tunnels.opened", "Tunnels opened", edge, EdgeCounters::tunnelsOpened);
    metrics.counter(
        "usher.requests.proxied",
        "Plain requests handed on to a node",
        edge,
        EdgeCounters::requestsProxied);
    metrics.counter(
        "usher.rooms.made", "Rooms made by POST /rooms", edge, EdgeCounters::roomsCreated);
    metrics.counter(
        "usher.locates",
        "Questions to the cluster where a room is",
        edge,
        EdgeCounters::locatesAsked);
    for (CloseReason reason : CloseReason.values()) {
      metrics.counter(
          "usher.players.refused",
          "Players' requests refused",
          reason.word(),
          edge,
          from -> from.refusals(reason));
      metrics.counter(
          "usher.tunnels.closed",
          "Tunnels ended",
          reason.word(),
          edge,
          from -> from.tunnelsClosed(reason));
    }
    SeatMeters.bind(metrics, edge.seats());
    FeedMeters.bind(metrics, edge.feeds());
    for (ProbeOutcome outcome : ProbeOutcome.values()) {
      metrics.counter(
          "usher.connects.failed",
          "Connections to nodes that failed",
          outcome.name().toLowerCase(Locale.ROOT),
          edge,
          from -> from.connectFailures(outcome));
    }
  }
}
