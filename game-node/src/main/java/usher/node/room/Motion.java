package usher.node.room;

import usher.node.game.Command;
import usher.node.game.RealTime;

/** What moves in a room between its events. Owned by the room's loop. */
final class Motion<S, E, M> {
  private final RealTime<S, E, M> rules;
  private M now;

  Motion(RealTime<S, E, M> rules) {
    this.rules = rules;
    this.now = rules.still();
  }

  /** A frame of a player; false where it is none of the game. */
  boolean heard(S state, Command command) {
    M next = rules.heard(state, now, command);
    if (next != null) {
      now = next;
    }
    return next != null;
  }

  RealTime.Tick<E, M> tick(S state) {
    RealTime.Tick<E, M> tick = rules.tick(state, now);
    now = tick.motion();
    return tick;
  }

  RealTime<S, E, M> rules() {
    return rules;
  }
}
