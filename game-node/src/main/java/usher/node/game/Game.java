package usher.node.game;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.player.PlayerFrame;
import usher.common.room.RoomId;

/**
 * The rules of a room. A room is the fold of its events: {@link #decide} says what comes of a
 * command, {@link #apply} carries it out, and nothing else changes the state, so that the same
 * events always rebuild the same room.
 *
 * <p>Every method is pure: what it answers depends on its arguments only (no clock, randomness,
 * input or output of its own), and it changes none of them. Found by {@link
 * java.util.ServiceLoader}; one instance plays all rooms, on many threads at once. Whatever a
 * method throws closes its room ({@link usher.common.player.CloseReason#GAME_FAILED}) and nothing
 * else.
 *
 * @param <S> the state: an immutable value that Jackson writes and reads, such as a record
 * @param <E> an event: an immutable value that Jackson writes and reads, such as a record, or a
 *     sealed interface of records with {@code @JsonTypeInfo(use = DEDUCTION)} and
 *     {@code @JsonSubTypes}
 */
public interface Game<S, E> {
  /** What players ask for it by: 1 to 32 of {@code a-z 0-9 -}. */
  String name();

  /** The type of the events, to read them back. */
  Class<E> eventType();

  /**
   * The type of the state: a snapshot of a room is this as JSON, written and read back by Jackson,
   * and what is read back must be the same to every other method.
   */
  Class<S> stateType();

  /** The state of a room that was just opened. */
  S open(RoomId room);

  /**
   * What comes of a command.
   *
   * @param now the room's clock
   */
  Decision<E> decide(S state, Command command, Instant now);

  /**
   * The state after an event.
   *
   * @param by the player who caused it
   */
  S apply(S state, E event, String by);

  /** What a newcomer sees, as a JSON object; may hide what the viewer may not know. */
  JsonNode view(S state, Player viewer);

  /** How many may play; whoever comes later watches, as a spectator. */
  default int players() {
    return Integer.MAX_VALUE;
  }

  /** What follows from a newcomer's joining: events caused by them. */
  default List<E> joined(S state, Player newcomer) {
    return List.of();
  }

  /** What follows from a player's leaving for good: events caused by them. */
  default List<E> left(S state, Player leaver) {
    return List.of();
  }

  /** Whether a spectator may give this command; to all others they are told that they watch. */
  default boolean spectatorMay(JsonNode command) {
    return false;
  }

  /**
   * Whether a player may not know all of some events, such as a card that another drew: {@link
   * #forPlayer} is asked then. What {@link #view} shows a player must hide as much. An event of
   * such a game crosses to a router once for each player.
   */
  default boolean hidesFromPlayers() {
    return false;
  }

  /**
   * An event as this player hears it; null where they only learn that something happened.
   *
   * @param by the player who caused it, who may be the viewer; they are named to the viewer where
   *     this answers an event
   */
  default @Nullable E forPlayer(E event, String by, Player viewer) {
    return event;
  }

  /**
   * Whether spectators hear less of the events than players do: {@link #forSpectators} is asked
   * then. What {@link #view} shows a spectator must hide as much.
   */
  default boolean hidesFromSpectators() {
    return false;
  }

  /**
   * An event as spectators hear it, and whoever listens to what the room publishes; null where they
   * only learn that something happened.
   *
   * @param by the player who caused it; they are named to spectators where this answers an event
   */
  default @Nullable E forSpectators(E event, String by) {
    return event;
  }

  /** What moves between the events, in a game that plays in real time; null for most. */
  default @Nullable RealTime<S, E, ?> realTime() {
    return null;
  }

  /**
   * Whether players' frames are raw: not read as JSON, not numbered and not answered, and binary
   * ones are taken too. What comes of them can only be {@link Decision#volatileFrame}.
   */
  default boolean takesRawFrames() {
    return false;
  }

  /**
   * What everyone in the room is sent at once for a raw frame, where that depends on nothing but
   * the frame: the quickest way. Null where {@link #decide} is to be asked.
   */
  default @Nullable PlayerFrame relayed(PlayerFrame frame) {
    return null;
  }

  /** The state in one readable line, for the log. */
  default String summary(S state) {
    return "";
  }
}
