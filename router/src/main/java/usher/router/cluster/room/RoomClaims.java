package usher.router.cluster.room;

import usher.common.room.RoomId;
import usher.router.cluster.node.NodeRow;
import usher.router.cluster.node.Turn;

/** Where a journal says whose a room is. On the thread {@code cluster}. */
public interface RoomClaims {
  /** Someone wants into a room that has no pin: finds out whose it is, or makes it someone's. */
  void need(Turn turn, RoomId room);

  /** Whether that is under way. */
  boolean isBusy(RoomId room);

  /** Whether the journal did not answer when it was last asked for this room. */
  boolean isUnanswered(RoomId room);

  /** This node does not hold the room at this epoch or below, whatever the journal says. */
  void distrust(RoomId room, NodeRow node, long epoch);
}
