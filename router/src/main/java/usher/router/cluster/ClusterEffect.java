package usher.router.cluster;

import usher.common.control.RouterMessage;
import usher.router.pin.NodeRef;

/**
 * What the cluster wants done. Each is begun on the thread {@code cluster} and must not block it.
 */
public sealed interface ClusterEffect {
  /** Say this to the node on this control connection; nothing happens if it is gone. */
  record Send(long connection, RouterMessage message) implements ClusterEffect {}

  /** Close this control connection, after what was sent on it. */
  record CloseControl(long connection) implements ClusterEffect {}

  /** Try to connect to the node's address, and answer with {@link ClusterEvent.Probed}. */
  record Probe(NodeRef node, long afterNs) implements ClusterEffect {}

  /** A node may be connected to. */
  record NodeJoined(NodeRef node) implements ClusterEffect {}

  /** A node serves nothing any more: end every connection to it. Its pins are retired already. */
  record NodeLost(NodeRef node, String why) implements ClusterEffect {}

  /** Hand an answer to whoever asked. */
  record Answer(Located.Listener listener, Located located) implements ClusterEffect {}

  /** Hand an answer to whoever asked. */
  record Explain(Explanation.Listener listener, Explanation explanation) implements ClusterEffect {}
}
