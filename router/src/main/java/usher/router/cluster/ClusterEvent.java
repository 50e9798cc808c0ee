package usher.router.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.room.RoomId;
import usher.router.pin.ClaimOutcome;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;
import usher.router.pin.StoredPin;

/** What the cluster is told. Each is handled on the thread {@code cluster}, in order of arrival. */
public sealed interface ClusterEvent {
  /**
   * A node said something.
   *
   * @param connection the number of its control connection, never used twice. A node that uses
   *     plain HTTP has a number of its own as long as its incarnation and address stay
   */
  record NodeSaid(long connection, NodeMessage message) implements ClusterEvent {}

  /** A control connection closed, however. */
  record ControlClosed(long connection) implements ClusterEvent {}

  /**
   * The answer to {@link ClusterEffect.Probe}.
   *
   * @param legsOpen how many connections to this node the router had open at that moment
   */
  record Probed(NodeRef node, ProbeOutcome outcome, int legsOpen) implements ClusterEvent {}

  /** An event loop could not connect to a node, or lost it before an answer: evidence, no proof. */
  record ConnectFailed(NodeRef node, ProbeOutcome outcome) implements ClusterEvent {}

  /**
   * Someone wants into a room.
   *
   * @param failed the pin whose node could not be reached: do not name it again before the node has
   *     been seen alive; null at the first try
   * @param deadlineNs until when an answer is of use, by the clock that the cluster is passed
   */
  record Locate(RoomId room, @Nullable Pin failed, long deadlineNs, Located.Listener listener)
      implements ClusterEvent {}

  /**
   * Seats at feeds want nodes.
   *
   * @param seats how many, from 1
   * @param avoid nodes that whoever asks could not reach just now: none of them as long as another
   *     takes seats
   */
  record FeedsAsked(int seats, List<NodeRef> avoid, FeedNodes.Listener listener)
      implements ClusterEvent {
    public FeedsAsked {
      avoid = List.copyOf(avoid);
    }
  }

  /**
   * A node said {@code stale} on a link: it does not hold the room that it is pinned with.
   *
   * @param epoch what the node knows the room's epoch to be, at least the one it was asked for
   */
  record StaleHeard(Pin pin, long epoch) implements ClusterEvent {}

  /** The node of a pin speaks for its room at a higher epoch: it claimed the room anew itself. */
  record EpochHeard(Pin pin, long epoch) implements ClusterEvent {}

  /** The last connection left a pin ({@link Pin#leave} was true). */
  record RoomEmptied(Pin pin) implements ClusterEvent {}

  /** An operator wants a node to take no new rooms, or to take them again. */
  record DrainAsked(NodeId node, boolean draining) implements ClusterEvent {}

  /**
   * An operator wants a room closed: its players are sent away, and its node lets it go.
   *
   * @param message what its players are told; null for nothing but the reason's word
   */
  record CloseAsked(RoomId room, @Nullable String message, OrderAnswer.Listener listener)
      implements ClusterEvent {}

  /**
   * An operator gives a node up: its rooms go elsewhere, and this incarnation is let in no more.
   */
  record EvictAsked(NodeId node, OrderAnswer.Listener listener) implements ClusterEvent {}

  /** The answer to {@link ClusterEffect.LookUp}. */
  record LookedUp(RoomId room, long ask, StoredPin found) implements ClusterEvent {}

  /** The answer to {@link ClusterEffect.Claim}. */
  record Claimed(RoomId room, long ask, ClaimOutcome outcome) implements ClusterEvent {}

  /**
   * An operator wants a room on another node.
   *
   * @param to which; null where any will do
   */
  record MoveAsked(RoomId room, @Nullable NodeId to, MoveAnswer.Listener listener)
      implements ClusterEvent {}

  /** Why is this room where it is, or where would it go? */
  record ExplainAsked(RoomId room, Explanation.Listener listener) implements ClusterEvent {}

  /** Time passed. At least every 20 ms. */
  record Tick() implements ClusterEvent {}
}
