package usher.router.upstream;

import usher.router.cluster.ProbeOutcome;

/** What the way to nodes counts; called on event loops, must not block. */
public interface UpstreamMetrics {
  /** A connection to a node could not be made, or ended before the node answered. */
  void connectFailed(ProbeOutcome outcome);

  /** The cluster was asked where a room is. */
  void locateAsked();
}
