package usher.bench.live;

import java.util.List;
import usher.system.Launched;

/**
 * How late the machine lets a process run that only sleeps, beside everything else that runs: no
 * event loop can be better.
 */
final class Machine implements AutoCloseable {
  private static final int WINDOWS_A_SECOND = 2;

  private final Launched sleeper;

  private Machine(Launched sleeper) {
    this.sleeper = sleeper;
  }

  /**
   * Begins to look.
   *
   * @param before words before the command, as in {@code nice}: those of the router
   * @param threads as many as the router has event loops
   */
  static Machine watch(List<String> before, int threads) {
    return new Machine(
        Launched.main("sleeper", before, SleeperMain.class, String.valueOf(threads)));
  }

  /** By how much it was woken late at worst, within the last second, in milliseconds. */
  double worstMs() {
    if (!sleeper.isAlive()) {
      throw new AssertionError("the sleeper ended:\n" + sleeper.log());
    }
    List<String> said = sleeper.output();
    return said.subList(Math.max(0, said.size() - WINDOWS_A_SECOND), said.size()).stream()
            .mapToLong(Long::parseLong)
            .max()
            .orElse(0)
        / 1e6;
  }

  @Override
  public void close() {
    sleeper.close();
  }
}
