package usher.node.room;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import usher.common.player.PlayerFrame;
import usher.common.room.RoomId;
import usher.node.game.Command;
import usher.node.game.Decision;
import usher.node.game.EventJson;
import usher.node.game.Game;
import usher.node.game.Player;
import usher.node.game.RealTime;

/**
 * A game under way: its rules and its state, which changes by events only. Whatever the game throws
 * comes out as {@link GameFailedException}.
 */
final class Play<S, E> {
  private final Game<S, E> game;
  private final @Nullable Motion<S, E, ?> motion;
  private S state;

  private Play(Game<S, E> game, S state) {
    this.game = game;
    this.state = state;
    RealTime<S, E, ?> realTime = game.realTime();
    this.motion = realTime == null ? null : new Motion<>(realTime);
  }

  static <S, E> Play<S, E> open(Game<S, E> game, RoomId room) {
    return new Play<>(game, guarded(game, () -> game.open(room)));
  }

  /** The game as a snapshot has it. */
  static <S, E> Play<S, E> restore(Game<S, E> game, JsonNode state) {
    return new Play<>(game, guarded(game, () -> EventJson.state(state, game.stateType())));
  }

  /** The state, for a snapshot. */
  JsonNode snapshot() {
    return guarded(game, () -> EventJson.tree(state));
  }

  /** An event that was decided before: on another node, perhaps. */
  void replay(String json, String by) {
    state = guarded(game, () -> game.apply(state, EventJson.read(json, game.eventType()), by));
  }

  /** What all hear of a raw frame, if nobody needs to be asked. */
  @Nullable PlayerFrame relayed(PlayerFrame frame) {
    try {
      return game.relayed(frame);
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      throw new GameFailedException(game.name(), e);
    }
  }

  /** What came of a command. */
  sealed interface Outcome {
    /** Events as JSON, already applied, and what is said once. */
    record Happened(List<String> events, List<PlayerFrame> volatileFrames) implements Outcome {}

    /** Nothing, and why. */
    record Refused(String reason) implements Outcome {}
  }

  Outcome decide(Command command, Instant now) {
    return guarded(
        game,
        () -> {
          Decision<E> decision = game.decide(state, command, now);
          if (decision instanceof Decision.Rejected<E> rejected) {
            return new Outcome.Refused(rejected.reason());
          }
          Decision.Accepted<E> accepted = (Decision.Accepted<E>) decision;
          return new Outcome.Happened(
              applied(accepted.events(), command.by()), accepted.volatileFrames());
        });
  }

  /**
   * What time brought.
   *
   * @param events as JSON, already applied
   */
  record Ticked(List<RealTime.Caused<String>> events, @Nullable PlayerFrame frame) {}

  /** The part that plays in real time; null where there is none. */
  @Nullable RealTime<S, E, ?> realTime() {
    Motion<S, E, ?> moving = motion;
    return moving == null ? null : moving.rules();
  }

  /** A frame for the part in real time; false where it is none of the game. */
  boolean moved(Player by, PlayerFrame frame) {
    Motion<S, E, ?> moving = motion;
    return moving != null && guarded(game, () -> moving.heard(state, Command.raw(by, frame)));
  }

  /**
   * Time passed.
   *
   * @param mayDecide whether anything may happen; otherwise there is motion only
   */
  Ticked tick(boolean mayDecide) {
    Motion<S, E, ?> moving = motion;
    if (moving == null) {
      throw new IllegalStateException(game.name() + " does not play in real time");
    }
    return guarded(
        game,
        () -> {
          RealTime.Tick<E, ?> tick = moving.tick(state);
          List<RealTime.Caused<String>> events = new ArrayList<>();
          if (mayDecide) {
            for (RealTime.Caused<E> caused : tick.events()) {
              events.add(new RealTime.Caused<>(caused.by(), EventJson.write(caused.event())));
              state = game.apply(state, caused.event(), caused.by());
            }
          }
          return new Ticked(events, tick.frame());
        });
  }

  /** Whether some events are other ones to spectators than to most, or to all, players. */
  boolean hidesFromSpectators() {
    return game.hidesFromSpectators() || game.hidesFromPlayers();
  }

  /** Whether some events are other ones to each player. */
  boolean hidesFromPlayers() {
    return game.hidesFromPlayers();
  }

  /** An event as this player hears it, as JSON; null where they only learn that there was one. */
  @Nullable String forPlayer(String json, String by, Player viewer) {
    return guarded(
        game,
        () -> {
          E shown = game.forPlayer(EventJson.read(json, game.eventType()), by, viewer);
          return shown == null ? null : EventJson.write(shown);
        });
  }

  /** An event as spectators hear it, as JSON; null where they only learn that there was one. */
  @Nullable String forSpectators(String json, String by) {
    return guarded(
        game,
        () -> {
          E event = EventJson.read(json, game.eventType());
          E shown = game.hidesFromSpectators() ? game.forSpectators(event, by) : event;
          return shown == null ? null : EventJson.write(shown);
        });
  }

  List<String> joined(Player newcomer) {
    return guarded(game, () -> applied(game.joined(state, newcomer), newcomer));
  }

  List<String> left(Player leaver) {
    return guarded(game, () -> applied(game.left(state, leaver), leaver));
  }

  JsonNode view(Player viewer) {
    return guarded(game, () -> game.view(state, viewer));
  }

  boolean spectatorMay(JsonNode command) {
    return guarded(game, () -> game.spectatorMay(command));
  }

  String summary() {
    return guarded(game, () -> game.summary(state));
  }

  String name() {
    return game.name();
  }

  int players() {
    return game.players();
  }

  boolean takesRawFrames() {
    return game.takesRawFrames();
  }

  private List<String> applied(List<E> events, Player by) {
    List<String> json = new ArrayList<>(events.size());
    for (E event : events) {
      json.add(EventJson.write(event));
      state = game.apply(state, event, by.name());
    }
    return json;
  }

  // A game may be anyone's: an endless recursion in it must cost no more than its room.
  private static <T extends @Nullable Object> T guarded(Game<?, ?> game, Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      throw new GameFailedException(game.name(), e);
    }
  }
}
