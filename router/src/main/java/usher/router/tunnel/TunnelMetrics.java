package usher.router.tunnel;

import usher.common.player.CloseReason;

/** What tunnels count; called on event loops, must not block. */
public interface TunnelMetrics {
  /** A validated 101 went to a player. */
  void tunnelOpened();

  /** A tunnel ended, and why. */
  void tunnelClosed(CloseReason reason);
}
