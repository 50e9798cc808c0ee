package usher.bench.load;

import java.time.Duration;
import usher.bench.load.socket.Target;

/**
 * What a run was asked for.
 *
 * @param spectators who come to watch, spread over the rooms, once it was measured without them
 * @param ratePerSecond messages a second of each player
 * @param messageBytes the size of a command's frame, header aside
 * @param ramp the time over which players connect
 * @param warmUp sending that is not measured
 * @param tolerance how long after a room's new node began a word of its old node may still arrive
 * @param answers how long answers may still come after the last command
 * @param sources how many loopback addresses the players come from
 */
record LoadPlan(
    Target target,
    String game,
    int players,
    int rooms,
    int spectators,
    double ratePerSecond,
    int messageBytes,
    Duration ramp,
    Duration warmUp,
    Duration length,
    Duration tolerance,
    Duration answers,
    int sources,
    int threads) {

  /** The most that players wait for their first welcome after the ramp. */
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** How long answers may still come, where nobody asked for less. */
  static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  /** Whether the players run in an arena. */
  boolean isArena() {
    return game.equals("arena");
  }

  long gapNs() {
    return (long) (1e9 / ratePerSecond);
  }
}
