package usher.node.seat;

import org.jspecify.annotations.Nullable;
import usher.common.player.EventId;
import usher.common.player.Role;
import usher.common.room.RoomId;

/**
 * A player wants into a room.
 *
 * @param game the game to open the room with; null for the node's first
 * @param name what the player wants to be called; null for a name of ours
 * @param resume the seat that the player had; null for a new one
 */
public record JoinRequest(
    RoomId room, @Nullable String game, @Nullable String name, Role role, @Nullable Resume resume) {
  /**
   * A seat that a player comes back to.
   *
   * @param token as the welcome gave it
   * @param after the last event heard; null where none was
   * @param answered the highest n answered, 0 where none was
   * @param connections the number of this connection to the seat; 0 for one above the last
   */
  public record Resume(String token, @Nullable EventId after, long answered, long connections) {}
}
