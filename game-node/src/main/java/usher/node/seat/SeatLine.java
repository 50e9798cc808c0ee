package usher.node.seat;

import usher.common.player.CloseReason;
import usher.common.player.EventId;
import usher.common.player.PlayerFrame;

/**
 * One open of a seat: where the room's words to this seat alone go. The reply to an open is said in
 * one turn: {@link #reset} where something was lost, {@link #welcome} or the missed events and
 * answers in order, then {@link #opened}; or one of {@link #stale}, {@link #taken}, {@link #close}
 * instead of all of it. On the room's loop only; nothing here blocks.
 */
public interface SeatLine {
  /** The connection that it is on. */
  Line line();

  /** What the seat had in the room is lost: a welcome follows. */
  void reset();

  /**
   * The room as it is.
   *
   * @param id of the last event that the state covers
   * @param raw whether the game takes raw frames: neither numbered nor answered
   */
  void welcome(EventId id, boolean raw, PlayerFrame frame);

  /**
   * An event that the seat missed.
   *
   * @param n the number of the seat's own command that caused it; 0 where none did
   */
  void event(SpokenEvent event, long n);

  /** The answer to command n that is no event. */
  void answer(long n, PlayerFrame frame);

  /** The game takes raw frames; said before the open is answered, welcome or not. */
  default void raw() {}

  /**
   * The open is answered: from now on the seat hears this voice.
   *
   * @param settled the highest n that is answered
   * @param count the count of this connection to the seat
   */
  void opened(RoomVoice voice, long settled, long count);

  /** One frame of the player was taken: another may be read. */
  void taken();

  /**
   * The room is not here; nothing is said after it.
   *
   * @param epoch the highest that this node knows of the room; 0 for none
   */
  void stale(long epoch);

  /** A later connection, of this count, has the seat; nothing is said after it. */
  void takenOver(long count);

  /**
   * The seat is refused, or ended; nothing is said after it.
   *
   * @param retryAfterSeconds when to try again, in seconds; 0 where trying again does not help
   */
  void close(CloseReason reason, int retryAfterSeconds);
}
