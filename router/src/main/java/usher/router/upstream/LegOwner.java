package usher.router.upstream;

import usher.common.player.CloseReason;

/** Who uses a connection to a node, or tries to get one; called on its event loop. */
@FunctionalInterface
public interface LegOwner {
  /**
   * The connection must end now.
   *
   * @param reason {@link CloseReason#NODE_LOST} when the cluster declared the node lost, so that
   *     nothing it says counts any more; {@link CloseReason#ROUTER_LEAVING} when the router stops;
   *     {@link CloseReason#ROOM_CLOSED} when an operator closed the room
   */
  void onEnd(CloseReason reason);
}
