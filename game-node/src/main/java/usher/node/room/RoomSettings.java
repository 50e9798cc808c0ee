package usher.node.room;

import java.time.Duration;
import usher.common.control.Capacity;
import usher.common.control.NodeId;
import usher.node.game.Games;

/**
 * What all rooms of a node have in common.
 *
 * @param loops how many threads own rooms
 * @param standalone whether a room opens for whoever comes first; otherwise only where it is placed
 * @param idle how long a room without seats stays awake
 * @param grace how long a seat waits for its player
 */
public record RoomSettings(
    NodeId node,
    Games games,
    int loops,
    boolean standalone,
    Capacity capacity,
    Duration idle,
    Duration grace) {}
