package usher.router.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import usher.router.cluster.ClusterView;
import usher.router.live.NodeBoard.Slot;
import usher.router.live.happening.Happening;
import usher.router.live.happening.Happenings;
import usher.router.live.happening.Journeys;
import usher.router.live.happening.News;
import usher.router.live.happening.News.Hop;
import usher.router.live.happening.News.Went;

/**
 * Looks at the cluster a few times a second, and tells those who watch what changed. What it costs
 * does not grow with the rooms, and not with those who watch: each delta is made once. On one loop.
 */
final class LiveStream {
  private final RouterLook router;
  private final Supplier<ClusterView> view;
  private final Supplier<Figures> figures;
  private final News news;
  private final LiveFrames frames;
  private final NodeBoard board = new NodeBoard();
  private final Pace pace = new Pace();
  private final Happenings happenings = new Happenings();
  private final Journeys journeys = new Journeys(happenings);
  private final NodeStory story = new NodeStory(happenings);
  private final List<Watcher> watchers = new ArrayList<>();
  private long looks;
  private long slowestNs;

  LiveStream(
      RouterLook router,
      Supplier<ClusterView> view,
      Supplier<Figures> figures,
      News news,
      ByteBufAllocator allocator) {
    this.router = router;
    this.view = view;
    this.figures = figures;
    this.news = news;
    this.frames = new LiveFrames(allocator);
  }

  /** One more watches: it hears a snapshot with the next look. */
  void add(Watcher watcher) {
    watchers.add(watcher);
  }

  /** One no longer watches. */
  void remove(Watcher watcher) {
    watchers.remove(watcher);
  }

  /**
   * Looks, and tells; every {@link LiveLimits#DELTA_MS}.
   *
   * @param nowNs by the clock of the views
   * @param atMs since 1970
   */
  void look(long nowNs, long atMs) {
    ClusterView now = view.get();
    News.Heard heard = news.take();
    story.begin(now, heard.lost(), atMs);
    board.update(now, story);
    journeys.heard(heard, nowNs, atMs);
    slowestNs = Math.max(slowestNs, heard.slowestNs());
    List<Point> point =
        looks++ % LiveLimits.DELTAS_A_POINT == 0 ? point(now, nowNs, atMs) : List.of();
    List<Happening> told = happenings.takeNews();
    if (watchers.stream().noneMatch(Watcher::isInStep)) {
      board.forgetChanges();
    } else {
      tell(now, nowNs, atMs, heard.hops(), point, told);
    }
    welcome(now, nowNs, atMs);
  }

  private List<Point> point(ClusterView now, long nowNs, long atMs) {
    long oldestMs = 0;
    for (long age : board.ages(now.atNs())) {
      oldestMs = Math.max(oldestMs, age);
    }
    double resumeMs = slowestNs == 0 ? Double.NaN : slowestNs / 1e6;
    slowestNs = 0;
    return List.of(
        pace.add(
            figures.get(),
            news.failovers(),
            news.moves(),
            resumeMs,
            (double) oldestMs,
            nowNs,
            atMs));
  }

  private void tell(
      ClusterView now,
      long nowNs,
      long atMs,
      Map<Hop, Went> hops,
      List<Point> point,
      List<Happening> told) {
    List<Slot> changed = board.takeChanged(LiveLimits.NODES_A_DELTA);
    List<Integer> gone = board.takeGone();
    boolean silent =
        changed.isEmpty() && gone.isEmpty() && hops.isEmpty() && point.isEmpty() && told.isEmpty();
    if (silent) {
      return;
    }
    ByteBuf delta = frames.delta(atMs, now, board, changed, gone, hops, point, told);
    try {
      for (Watcher watcher : watchers) {
        watcher.hear(delta, nowNs);
      }
    } finally {
      delta.release();
    }
  }

  private void welcome(ClusterView now, long nowNs, long atMs) {
    ByteBuf snapshot = null;
    try {
      for (Watcher watcher : List.copyOf(watchers)) {
        if (watcher.wantsSnapshot(nowNs)) {
          if (snapshot == null) {
            snapshot = frames.snapshot(router, atMs, now, board, pace.points(), happenings.all());
          }
          watcher.begin(snapshot);
        }
      }
    } finally {
      if (snapshot != null) {
        snapshot.release();
      }
    }
  }
}
