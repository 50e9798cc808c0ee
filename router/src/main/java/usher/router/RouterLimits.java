package usher.router;

import java.util.function.DoubleSupplier;
import usher.router.edge.PlayerPort;
import usher.router.limit.OverloadWatch;
import usher.router.metrics.LimitMeters;
import usher.router.metrics.RouterMetrics;

/** What players may have, watched, counted and reloaded, from start to stop. */
final class RouterLimits implements AutoCloseable {
  private final OverloadWatch watch;

  /**
   * Begins.
   *
   * @param loopLagMs how late the slowest of the players' loops runs
   */
  RouterLimits(
      RouterCommand flags, PlayerPort players, DoubleSupplier loopLagMs, RouterMetrics metrics) {
    watch = OverloadWatch.start(players.limits(), loopLagMs, players::shed);
    LimitMeters.bind(metrics, players.limits(), watch);
    flags
        .process
        .reloads()
        .add(
            new LimitReload(
                players.limits(), () -> flags.process.latest(RouterCommand.class).limits.limits()));
  }

  @Override
  public void close() {
    watch.close();
  }
}
