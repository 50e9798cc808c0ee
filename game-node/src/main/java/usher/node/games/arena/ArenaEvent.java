package usher.node.games.arena;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What happens in an arena, and lasts. Which one it is shows from its fields. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(ArenaEvent.Entered.class),
  @JsonSubTypes.Type(ArenaEvent.Gone.class),
  @JsonSubTypes.Type(ArenaEvent.Collected.class)
})
sealed interface ArenaEvent {
  /**
   * A player became a runner.
   *
   * @param entered the runner's number, in positions
   */
  record Entered(int entered) implements ArenaEvent {}

  /**
   * A runner left for good.
   *
   * @param gone the runner's number
   */
  record Gone(int gone) implements ArenaEvent {}

  /**
   * The player who caused it has a coin more.
   *
   * @param collected the coin's number
   * @param next the coin that lies there instead
   */
  record Collected(int collected, Coin next) implements ArenaEvent {}
}
