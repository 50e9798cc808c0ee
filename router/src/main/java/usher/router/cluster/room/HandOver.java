package usher.router.cluster.room;

import usher.router.cluster.node.Turn;
import usher.router.pin.Pin;

/** What whoever moves rooms is told of pins. On the thread {@code cluster}. */
public interface HandOver {
  /**
   * The node of a pin does not hold its room, and will not open it at this epoch.
   *
   * @return whether the room was on its way there, and was given back to the node that keeps it
   */
  boolean tookBack(Turn turn, Pin pin);

  /**
   * Whether a room is on its way to the node of this pin, and kept by another until it is there.
   */
  boolean isOnItsWay(Pin pin);

  /** The node of a pin holds its room. */
  void arrived(Turn turn, Pin pin);

  /**
   * A node keeps a room that it handed over, and no other has a better claim: it may go on there.
   */
  void kept(Turn turn, Pin pin);
}
