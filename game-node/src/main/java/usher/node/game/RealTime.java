package usher.node.game;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.player.PlayerFrame;

/**
 * The part of a game that moves between its events: positions, say. It is volatile: no journal
 * keeps it, and a room that changes hands begins with {@link #still} again. What must last is an
 * event. Pure, like {@link Game}; the game takes raw frames.
 *
 * @param <S> the game's state
 * @param <E> the game's events
 * @param <M> what moves: an immutable value
 */
public interface RealTime<S, E, M> {
  /**
   * An event that time brought.
   *
   * @param by the player who caused it
   */
  record Caused<E>(String by, E event) {}

  /**
   * What came of a moment.
   *
   * @param events what happened, in order. A room that may not decide now drops them, and keeps the
   *     motion: what still holds at the next tick happens then
   * @param frame what everyone in the room is sent now; null for nothing
   */
  record Tick<E, M>(M motion, List<Caused<E>> events, @Nullable PlayerFrame frame) {
    public Tick {
      events = List.copyOf(events);
    }
  }

  /** The time between two ticks, 10 ms to 1 s; ticks come only while a player sits in the room. */
  Duration interval();

  /** Nothing moved yet. */
  M still();

  /** The motion after a player's frame; null where it is no frame of this game. */
  @Nullable M heard(S state, M motion, Command command);

  /** Time passed: one {@link #interval}. */
  Tick<E, M> tick(S state, M motion);

  /** What a frame of this game is, for those who sent another. */
  String rule();
}
