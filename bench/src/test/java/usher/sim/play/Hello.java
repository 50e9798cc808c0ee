package usher.sim.play;

import org.jspecify.annotations.Nullable;
import usher.common.player.EventId;
import usher.common.room.RoomId;

/**
 * A player's upgrade request.
 *
 * @param token of the seat to resume; null for a new one
 */
public record Hello(
    RoomId room,
    String player,
    @Nullable String token,
    long count,
    @Nullable EventId after,
    long answered) {}
