package usher.node.heartbeat;

import org.jspecify.annotations.Nullable;
import usher.common.control.Health;
import usher.common.control.NodeMessage.Heartbeat;

/** What a heartbeat says: the rooms' load, the process's, and how late it all runs. One thread. */
final class HeartbeatSource {
  /** A room loop that is later than this makes the node fail, in milliseconds. */
  static final double FAILING_LAG_MS = 1_000;

  private static final double MAX_LAG_MS = 600_000;

  private final RoomHost host;
  private final CpuShare cpu;

  HeartbeatSource(RoomHost host, CpuShare cpu) {
    this.host = host;
    this.cpu = cpu;
  }

  /**
   * The next heartbeat.
   *
   * @param latenessMs how late the heartbeat itself is: the process may be what is slow
   */
  Heartbeat next(long number, long placement, double latenessMs, long nowNs) {
    NodeLoad load = host.load();
    double lagMs = Math.min(MAX_LAG_MS, Math.max(0, Math.max(load.loopLagMs(), latenessMs)));
    Health health = load.health();
    @Nullable String reason = load.reason();
    if (load.loopLagMs() > FAILING_LAG_MS) {
      health = Health.FAILING;
      reason = "a room loop made no progress for " + Math.round(load.loopLagMs()) + " ms";
    }
    return new Heartbeat(
        number,
        health,
        reason,
        load.rooms(),
        load.seats(),
        cpu.sample(nowNs),
        lagMs,
        null,
        placement);
  }
}
