package usher.bench.load;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import usher.bench.load.socket.LoadSockets;
import usher.bench.load.socket.Tally;

/** One event loop of the load with all that it owns. Others read it only after the loop's end. */
final class LoadLoop {
  private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(2);
  private static final int DIGITS = 3;

  private final LoadPlan plan;
  private final LoadSockets sockets;
  private final List<LoadPlayer> players = new ArrayList<>();
  private final List<RoomWatch> rooms = new ArrayList<>();
  private final List<LoadSpectator> spectators = new ArrayList<>();
  private long measureFromNs = Long.MAX_VALUE;
  private long measureUntilNs = Long.MAX_VALUE;

  final Histogram own = histogram();
  final Histogram everyone = histogram();
  final Histogram connect = histogram();
  final Histogram outage = histogram();
  final Histogram watched = histogram();
  final Tally disconnects = new Tally();
  final Tally errors = new Tally();
  long sent;
  long echoed;
  long heard;
  long skipped;
  long reconnects;
  long watchedFrames;

  LoadLoop(LoadPlan plan, EventLoop executor, Class<? extends Channel> socketChannel) {
    this.plan = plan;
    this.sockets = new LoadSockets(executor, socketChannel, plan.sources(), errors);
  }

  static Histogram histogram() {
    return new Histogram(LONGEST_NS, DIGITS);
  }

  LoadPlan plan() {
    return plan;
  }

  LoadSockets sockets() {
    return sockets;
  }

  List<LoadPlayer> players() {
    return players;
  }

  List<LoadSpectator> spectators() {
    return spectators;
  }

  List<RoomWatch> rooms() {
    return rooms;
  }

  /** Commands due in this span, by {@link System#nanoTime}, are counted and timed. */
  void measure(long fromNs, long untilNs) {
    measureFromNs = fromNs;
    measureUntilNs = untilNs;
  }

  boolean measures(long dueNs) {
    return measureFromNs != Long.MAX_VALUE
        && dueNs - measureFromNs >= 0
        && dueNs - measureUntilNs < 0;
  }

  long measureUntilNs() {
    return measureUntilNs;
  }

  void onHeard(Stamp stamp, boolean isOwn, long nowNs) {
    if (!measures(stamp.dueNs())) {
      return;
    }
    long tookNs = clamp(nowNs - stamp.dueNs());
    heard++;
    everyone.recordValue(tookNs);
    if (isOwn) {
      echoed++;
      own.recordValue(tookNs);
    }
  }

  /** A spectator heard what was due then. */
  void onWatched(long dueNs, long nowNs) {
    if (measures(dueNs)) {
      watched.recordValue(clamp(nowNs - dueNs));
    }
  }

  /** What was counted and timed of the players so far is another report's. */
  void measureAnew() {
    own.reset();
    everyone.reset();
    sent = 0;
    echoed = 0;
    heard = 0;
    skipped = 0;
  }

  static long clamp(long ns) {
    return Math.max(0, Math.min(ns, LONGEST_NS));
  }
}
