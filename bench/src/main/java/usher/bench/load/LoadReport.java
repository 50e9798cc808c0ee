package usher.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import usher.bench.load.socket.Tally;

/**
 * What a run saw; its fields are the JSON's.
 *
 * @param served players who were ever welcomed
 * @param unanswered commands whose own echo never came
 * @param skipped commands that were due so long before a socket was back that they were not sent
 * @param own from when a command was due to its echo at its sender
 * @param everyone from when it was due to each player of the room who heard it
 * @param connect from the start of a connect to the welcome
 * @param outage from the end of a socket to the next welcome
 * @param spectators null where none were asked for; with them, what is said of players is of the
 *     time when they watched
 * @param fullestOverMean rooms on the fullest node over the mean
 */
record LoadReport(
    String game,
    int players,
    int rooms,
    double seconds,
    int messageBytes,
    int served,
    long sent,
    double sentPerSecond,
    long heard,
    double heardPerSecond,
    long unanswered,
    long skipped,
    Latency own,
    Latency everyone,
    Latency connect,
    Latency outage,
    List<Share> nodes,
    double fullestOverMean,
    long reconnects,
    Map<String, Long> disconnects,
    Map<String, Long> errors,
    Stickiness stickiness,
    @Nullable SpectatorReport spectators) {

  /** How many breaches are told in words. */
  private static final int MAX_EXAMPLES = 10;

  /** In microseconds. */
  record Latency(
      long count, double p50, double p90, double p99, double p999, double max, double mean) {
    static Latency of(Histogram ns) {
      return new Latency(
          ns.getTotalCount(),
          ns.getValueAtPercentile(50) / 1e3,
          ns.getValueAtPercentile(90) / 1e3,
          ns.getValueAtPercentile(99) / 1e3,
          ns.getValueAtPercentile(99.9) / 1e3,
          ns.getMaxValue() / 1e3,
          ns.getMean() / 1e3);
    }
  }

  /** What one node served at the end. */
  record Share(String node, int rooms, int players) {}

  /**
   * Whether each room was served by one node at a time.
   *
   * @param moves how often a room went to another node, as it may when one dies
   */
  record Stickiness(boolean kept, int roomsSeen, int moves, long breaches, List<String> examples) {
    static Stickiness of(List<RoomWatch> rooms) {
      int seen = 0;
      int moves = 0;
      long breaches = 0;
      List<String> examples = new ArrayList<>();
      for (RoomWatch room : rooms) {
        seen += room.node() == null ? 0 : 1;
        moves += room.moves();
        breaches += room.breaches();
        String example = room.firstBreach();
        if (example != null && examples.size() < MAX_EXAMPLES) {
          examples.add(example);
        }
      }
      return new Stickiness(breaches == 0, seen, moves, breaches, examples);
    }
  }

  /** Sums up loops that have ended. */
  static LoadReport of(LoadPlan plan, List<LoadLoop> loops, @Nullable SpectatorReport spectators) {
    Histogram own = LoadLoop.histogram();
    Histogram everyone = LoadLoop.histogram();
    Histogram connect = LoadLoop.histogram();
    Histogram outage = LoadLoop.histogram();
    Tally disconnects = new Tally();
    Tally errors = new Tally();
    List<RoomWatch> rooms = new ArrayList<>();
    List<LoadPlayer> players = new ArrayList<>();
    for (LoadLoop loop : loops) {
      own.add(loop.own);
      everyone.add(loop.everyone);
      connect.add(loop.connect);
      outage.add(loop.outage);
      disconnects.addAll(loop.disconnects);
      errors.addAll(loop.errors);
      rooms.addAll(loop.rooms());
      players.addAll(loop.players());
    }
    long sent = loops.stream().mapToLong(loop -> loop.sent).sum();
    double seconds = plan.length().toNanos() / 1e9;
    List<Share> nodes = shares(rooms, players);
    return new LoadReport(
        plan.game(),
        plan.players(),
        plan.rooms(),
        seconds,
        plan.messageBytes(),
        (int) players.stream().filter(LoadPlayer::everServed).count(),
        sent,
        sent / seconds,
        everyone.getTotalCount(),
        everyone.getTotalCount() / seconds,
        sent - own.getTotalCount(),
        loops.stream().mapToLong(loop -> loop.skipped).sum(),
        Latency.of(own),
        Latency.of(everyone),
        Latency.of(connect),
        Latency.of(outage),
        nodes,
        fullestOverMean(nodes),
        loops.stream().mapToLong(loop -> loop.reconnects).sum(),
        disconnects.counts(),
        errors.counts(),
        Stickiness.of(rooms),
        spectators);
  }

  /** The players' own echoes so far. */
  static Latency own(List<LoadLoop> loops) {
    Histogram own = LoadLoop.histogram();
    loops.forEach(loop -> own.add(loop.own));
    return Latency.of(own);
  }

  private static List<Share> shares(List<RoomWatch> rooms, List<LoadPlayer> players) {
    Map<String, int[]> counts = new TreeMap<>();
    for (RoomWatch room : rooms) {
      count(counts, room.node(), 0);
    }
    for (LoadPlayer player : players) {
      count(counts, player.node(), 1);
    }
    List<Share> shares = new ArrayList<>();
    counts.forEach((node, count) -> shares.add(new Share(node, count[0], count[1])));
    return shares;
  }

  private static void count(Map<String, int[]> counts, @Nullable String node, int column) {
    if (node != null) {
      counts.computeIfAbsent(node, any -> new int[2])[column]++;
    }
  }

  private static double fullestOverMean(List<Share> nodes) {
    double mean = nodes.stream().mapToInt(Share::rooms).average().orElse(0);
    int fullest = nodes.stream().mapToInt(Share::rooms).max().orElse(0);
    return mean == 0 ? 0 : fullest / mean;
  }
}
