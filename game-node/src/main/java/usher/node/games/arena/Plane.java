package usher.node.games.arena;

import java.time.Duration;

/** What the arena measures. */
final class Plane {
  /** Positions go from 0 to this, in steps of the plane. */
  static final int WIDTH = 2_000;

  /** Positions go from 0 to this, in steps of the plane. */
  static final int HEIGHT = 2_000;

  /** How far a runner at full speed comes in one tick. */
  static final int SPEED = 25;

  /** How near a coin is collected. */
  static final int REACH = 50;

  /** How many coins lie there. */
  static final int COINS = 20;

  /** How many may run. */
  static final int RUNNERS = 64;

  /** The time between two ticks. */
  static final Duration TICK = Duration.ofMillis(50);

  private Plane() {}
}
