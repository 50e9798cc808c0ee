package usher.router.upstream;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import org.jspecify.annotations.Nullable;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ProbeOutcome;
import usher.router.pin.NodeRef;

/**
 * The link of an event loop to a node, among the loop's connections to it: it is told when the node
 * is lost, and counts as open while it is. On the loop.
 */
public final class LinkLeg {
  private final LoopLegs legs;
  private final NodeRef node;
  private final NodeLegs.Registration registration;

  /** Enters a link that is not connected. */
  public LinkLeg(LoopLegs legs, NodeRef node, LegOwner owner) {
    this.legs = legs;
    this.node = node;
    this.registration = legs.register(node, owner);
  }

  /** Begins to connect. */
  public ChannelFuture connect(ChannelHandler handler) {
    return legs.connect(node, handler);
  }

  /** The connection is there. */
  public void connected() {
    registration.connected();
  }

  /** The node can say nothing more on it. */
  public void closed() {
    registration.closed();
  }

  /**
   * The connection could not be made: evidence for the cluster.
   *
   * @param cause why; null where the node was there, and gave no link
   */
  public void failed(@Nullable Throwable cause) {
    ProbeOutcome outcome = cause == null ? ProbeOutcome.SILENT : RoomDialer.outcome(cause);
    legs.metrics().connectFailed(outcome);
    legs.inbox().post(new ClusterEvent.ConnectFailed(node, outcome));
  }
}
