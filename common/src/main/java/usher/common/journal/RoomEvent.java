package usher.common.journal;

import usher.common.player.EventId;

/**
 * Something that happened in a room.
 *
 * @param id its own epoch and seq: they never change once a player has heard them
 * @param kind what it does to the room
 * @param by the name of the player who caused it
 * @param seat the token of the seat that it is of; empty where it is none's
 * @param n the number of the seat's command that caused it; 0 where none did
 * @param json what players are sent
 */
public record RoomEvent(EventId id, Kind kind, String by, String seat, long n, String json) {
  /** What an event does to the room. */
  public enum Kind {
    /** The game applies it. */
    GAME,
    /** A player took a seat. */
    JOINED,
    /** A spectator took a seat. */
    WATCHES,
    /** A seat was given up. */
    LEFT
  }
}
