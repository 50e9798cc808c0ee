package usher.router.cluster;

import org.jspecify.annotations.Nullable;
import usher.common.control.Incarnation;
import usher.common.control.RouterMessage;
import usher.common.room.RoomId;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;

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

  /**
   * Ask the store whose room this is, and answer with {@link ClusterEvent.LookedUp}.
   *
   * @param ask the question's number, to be given back
   */
  record LookUp(RoomId room, long ask) implements ClusterEffect {}

  /**
   * Make a room an owner's in the store, and answer with {@link ClusterEvent.Claimed}.
   *
   * @param nonce what tells this claim from every other
   * @param ask the question's number, to be given back
   */
  record Claim(RoomId room, long epoch, Incarnation owner, String nonce, long ask)
      implements ClusterEffect {}

  /**
   * A pin that someone is in was retired while its node lives: the room goes elsewhere. Its seats
   * on links wait, and ask where the room is; tunnels are closed by the node itself.
   */
  record PinRetired(Pin pin) implements ClusterEffect {}

  /** Hand an answer to whoever asked. */
  record AnswerFeeds(FeedNodes.Listener listener, FeedNodes nodes) implements ClusterEffect {}

  /**
   * A room that had a pin has one on another incarnation: for whoever watches.
   *
   * @param lost whether its former node is lost; else the room was moved, or given up
   */
  record Repinned(RoomId room, NodeRef from, NodeRef to, boolean lost) implements ClusterEffect {}

  /** A node wants to be empty, or takes seats again: those at its feeds go elsewhere, or stay. */
  record NodeDraining(NodeRef node, boolean draining) implements ClusterEffect {}

  /**
   * An operator closed a room, whose pin is forgotten: everyone who is in it goes. The pin is to be
   * retired once the event loops were told, for one that finds a retired pin asks where the room is
   * now.
   *
   * @param message what they are told; null for nothing but the reason's word
   */
  record RoomClosed(Pin pin, @Nullable String message) implements ClusterEffect {}

  /** Hand an answer to whoever gave an order. */
  record AnswerOrder(OrderAnswer.Listener listener, OrderAnswer answer) implements ClusterEffect {}

  /** Hand an answer to whoever asked for a move. */
  record AnswerMove(MoveAnswer.Listener listener, MoveAnswer answer) implements ClusterEffect {}

  /** Hand an answer to whoever asked. */
  record Explain(Explanation.Listener listener, Explanation explanation) implements ClusterEffect {}
}
