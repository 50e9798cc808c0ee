package usher.router.edge;

import usher.common.player.CloseReason;
import usher.router.edge.socket.LoopTraffic;
import usher.router.feed.FeedMetrics;
import usher.router.link.LinkMetrics;
import usher.router.seat.SeatMetrics;
import usher.router.tunnel.TunnelMetrics;
import usher.router.upstream.UpstreamMetrics;

/** What the player port counts; called on event loops, must not block. */
public interface EdgeMetrics extends TunnelMetrics, UpstreamMetrics {
  /** A player's connection was accepted; also one that is then refused. */
  void playerConnected();

  /** A player's connection closed, or was shown out and holds no place any more. */
  void playerGone();

  /** A request was refused, or a connection was closed before it made one. */
  void refused(CloseReason reason);

  /** A plain request went on to a node. */
  void proxied();

  /** {@code POST /rooms} made a room. */
  void roomCreated();

  /** What seats count. */
  SeatMetrics seats();

  /** What links count. */
  LinkMetrics links();

  /** What the sockets of one more event loop are counted by. */
  LoopTraffic traffic();

  /** What seats at feeds count. */
  FeedMetrics feeds();
}
