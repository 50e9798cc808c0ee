package usher.router.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes points of figures, and keeps the last of them. On the loop. */
final class Pace {
  private final Deque<Point> points = new ArrayDeque<>();
  private @Nullable Figures before;
  private long beforeNs;
  private long failovers;
  private long moves;

  /** The points so far, oldest first. */
  List<Point> points() {
    return List.copyOf(points);
  }

  /**
   * Adds a point: what there is, and what changed since the last, for each second of it.
   *
   * @param failoversNow rooms failed over so far
   * @param movesNow rooms moved so far
   * @param resumeMs how long the slowest room was away that is back since the last point; NaN for
   *     none
   * @param heartbeatMs how old the oldest heartbeat is
   */
  Point add(
      Figures now,
      long failoversNow,
      long movesNow,
      double resumeMs,
      double heartbeatMs,
      long nowNs,
      long atMs) {
    Figures last = before == null ? now : before;
    double seconds = before == null ? 1 : Math.max(1e-3, (nowNs - beforeNs) / 1e9);
    long kept = now.kept() - last.kept();
    Point point =
        new Point(
            atMs,
            List.of(
                (double) now.connections(),
                (double) now.seats(),
                (double) now.feedSeats(),
                (double) now.parked(),
                (double) now.rooms(),
                (now.toPlayers() - last.toPlayers()) / seconds,
                (now.toNodes() - last.toNodes()) / seconds,
                (now.placements() - last.placements()) / seconds,
                (now.refusals() - last.refusals()) / seconds,
                (failoversNow - failovers) / seconds,
                (movesNow - moves) / seconds,
                kept <= 0 ? Double.NaN : (now.keptSeconds() - last.keptSeconds()) * 1e3 / kept,
                now.loopLagMs(),
                resumeMs,
                heartbeatMs));
    before = now;
    beforeNs = nowNs;
    failovers = failoversNow;
    moves = movesNow;
    points.addLast(point);
    if (points.size() > LiveLimits.POINTS) {
      points.removeFirst();
    }
    return point;
  }
}
