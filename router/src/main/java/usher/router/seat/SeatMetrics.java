package usher.router.seat;

import usher.common.player.CloseReason;
import usher.common.room.RoomId;

/** What seats count; called on event loops, must not block. */
public interface SeatMetrics {
  /** Why a seat is opened on a node. The name in lower case is the metric's tag. */
  enum OpenReason {
    /** A new seat. */
    FRESH,
    /** A player came back to their seat. */
    RESUMED,
    /** The room changed hands, or the link to its node was made anew. */
    MOVED,
    /** Something that the seat should have heard was missing. */
    GAP
  }

  /** Why a frame of a node was dropped. The name in lower case is the metric's tag. */
  enum Drop {
    /** To an open that is none any more. */
    OLD_OPEN,
    /** To a room that is not on this link any more. */
    OLD_GROUP,
    /** Of an epoch below the room's. */
    OLD_EPOCH,
    /** Of a node that the room is not pinned to. */
    OTHER_NODE,
    /** Of a pin that was given up. */
    RETIRED_PIN,
    /** An event that the seat has heard. */
    REPEATED
  }

  /** A seat was taken. */
  void seated();

  /** A seat is no more, for this reason. */
  void left(CloseReason reason);

  /** So many seats more, or fewer, wait for their room. */
  void parked(int more);

  /** So many of the seats more, or fewer, are those of spectators. */
  default void watches(int more) {}

  /** A seat was opened on a node. */
  void opened(OpenReason why);

  /** A frame of a node was dropped. */
  void dropped(Drop why);

  /** A word was passed on to so many players. */
  void delivered(int players);

  /** A room is back, so many nanoseconds after its seats were parked. */
  void roomResumed(RoomId room, long afterNs);

  /** The cluster was asked where a room is. */
  void locateAsked();
}
