package usher.bench.load;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What spectators heard; its fields are the JSON's. Summed up on the calling thread once the loops
 * are quiet.
 *
 * @param served who was ever welcomed
 * @param delivered events that a spectator heard, counted once for each, of those measured
 * @param lost events that a spectator should have heard
 * @param latency from when a command was due to each spectator who heard its event
 * @param frames binary frames, such as positions
 * @param playersAlone the players' own echoes before any spectator came
 */
record SpectatorReport(
    int spectators,
    int served,
    long delivered,
    double deliveredPerSecond,
    long lost,
    LoadReport.Latency latency,
    long frames,
    LoadReport.Latency playersAlone) {
  static SpectatorReport of(LoadPlan plan, List<LoadLoop> loops, LoadReport.Latency alone) {
    Histogram watched = LoadLoop.histogram();
    int served = 0;
    long lost = 0;
    long frames = 0;
    for (LoadLoop loop : loops) {
      watched.add(loop.watched);
      frames += loop.watchedFrames;
      for (LoadSpectator spectator : loop.spectators()) {
        served += spectator.isServed() ? 1 : 0;
        lost += spectator.missed();
      }
    }
    double seconds = plan.length().toNanos() / 1e9;
    return new SpectatorReport(
        plan.spectators(),
        served,
        watched.getTotalCount(),
        watched.getTotalCount() / seconds,
        lost,
        LoadReport.Latency.of(watched),
        frames,
        alone);
  }
}
