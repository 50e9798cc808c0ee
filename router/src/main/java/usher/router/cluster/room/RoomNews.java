package usher.router.cluster.room;

import usher.common.control.NodeMessage;
import usher.common.room.RoomId;
import usher.router.cluster.node.NodeRow;
import usher.router.cluster.node.Registrar.Admission;
import usher.router.cluster.node.Turn;

/** What becomes of what nodes say of rooms: with a journal it is less than without. */
public interface RoomNews {
  /** A node registered, and named the rooms it holds. */
  void registered(Turn turn, Admission admission, NodeMessage.Register register);

  /** A room came up on a node. */
  void opened(Turn turn, NodeRow node, NodeMessage.Opened opened);

  /** A node holds a room no more, at this epoch. */
  void closed(Turn turn, NodeRow node, RoomId room, long epoch);

  /** Someone asked a node for a room that it does not hold. */
  void stale(Turn turn, NodeRow node, NodeMessage.Stale stale);

  /** A node was lost; its pins are retired. */
  void lost(Turn turn, NodeRow node);
}
