package usher.node.room;

import java.time.Duration;
import usher.common.control.Capacity;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.node.game.Games;

/**
 * What all rooms of a node have in common.
 *
 * @param incarnation whose claims in a journal are this node's
 * @param loops how many threads own rooms
 * @param standalone whether a room opens for whoever comes first; otherwise only where it is placed
 * @param idle how long a room without seats stays awake
 * @param grace how long a seat waits for its player; longer than routers park a seat, or a player
 *     whose node died may find the seat given up
 */
public record RoomSettings(
    Incarnation incarnation,
    Games games,
    int loops,
    boolean standalone,
    Capacity capacity,
    Duration idle,
    Duration grace) {
  /** The node's name. */
  public NodeId node() {
    return incarnation.node();
  }
}
