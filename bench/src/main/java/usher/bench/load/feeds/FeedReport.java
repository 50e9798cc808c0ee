package usher.bench.load.feeds;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import usher.bench.load.socket.Tally;

/**
 * What a run saw; its fields are the JSON's.
 *
 * @param served subscribers who were welcomed and answered at the end
 * @param lost messages that were not heard by one who was subscribed all the time and heard no gap
 * @param again messages heard a second time, as after a move to a node that is behind
 * @param gaps how often one was told of a gap
 * @param heardAfterLeaving messages of a topic after {@code unsubscribed}
 * @param gone subscribers who went, so that another took the place
 * @param latency from publish to receive
 * @param failures messages that were published only at another try, by reason
 */
public record FeedReport(
    int subscribers,
    int served,
    int topics,
    double seconds,
    long published,
    long delivered,
    long lost,
    long again,
    long gaps,
    long heardAfterLeaving,
    long subscribed,
    long unsubscribed,
    long gone,
    Latency latency,
    List<Settle> settles,
    Map<String, Long> failures,
    Map<String, Long> disconnects,
    Map<String, Long> errors) {

  /** In microseconds. */
  public record Latency(long count, double p50, double p99, double max) {
    static Latency of(Histogram ns) {
      return new Latency(
          ns.getTotalCount(),
          ns.getValueAtPercentile(50) / 1e3,
          ns.getValueAtPercentile(99) / 1e3,
          ns.getMaxValue() / 1e3);
    }
  }

  /**
   * A rest of all, and what Redis knew in it.
   *
   * @param missing messages that had not come when it ended
   * @param waiting subscribers who were not answered when it ended
   * @param topicsInRedis topics that were compared with Redis; 0 where it was not asked
   * @param nodes nodes at which somebody heard one of them
   * @param wrong topics whose subscriptions in Redis are not those of the nodes with subscribers
   */
  public record Settle(
      double milliseconds,
      long missing,
      int waiting,
      int topicsInRedis,
      int nodes,
      List<String> wrong) {}

  /** Whether nothing was lost, nobody heard what it had left, and Redis knew the same. */
  public boolean kept() {
    return lost == 0
        && heardAfterLeaving == 0
        && settles.stream().allMatch(settle -> settle.wrong().isEmpty());
  }

  /** Sums up loops that have ended. */
  static FeedReport of(
      FeedPlan plan,
      List<FeedTopic> topics,
      List<FeedLoop> loops,
      List<Settle> settles,
      Map<String, Long> failures) {
    Histogram latency = FeedLoop.histogram();
    Tally disconnects = new Tally();
    Tally errors = new Tally();
    int served = 0;
    for (FeedLoop loop : loops) {
      latency.add(loop.latency);
      disconnects.addAll(loop.disconnects);
      errors.addAll(loop.errors);
      served += (int) loop.subscribers().stream().filter(LoadSubscriber::isSettled).count();
    }
    return new FeedReport(
        plan.subscribers(),
        served,
        plan.topics(),
        plan.length().toNanos() / 1e9,
        topics.stream().mapToLong(FeedTopic::published).sum(),
        loops.stream().mapToLong(loop -> loop.delivered).sum(),
        loops.stream().mapToLong(loop -> loop.lost).sum(),
        loops.stream().mapToLong(loop -> loop.again).sum(),
        loops.stream().mapToLong(loop -> loop.gaps).sum(),
        loops.stream().mapToLong(loop -> loop.afterLeaving).sum(),
        loops.stream().mapToLong(loop -> loop.subscribed).sum(),
        loops.stream().mapToLong(loop -> loop.unsubscribed).sum(),
        loops.stream().mapToLong(loop -> loop.gone).sum(),
        Latency.of(latency),
        List.copyOf(settles),
        failures,
        disconnects.counts(),
        errors.counts());
  }

  /** For people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "%d of %d subscribers served, %d topics", served, subscribers, topics);
    line(
        text,
        "published %,d, delivered %,d, lost %,d, heard again %,d, gaps %,d, heard after leaving %,d",
        published,
        delivered,
        lost,
        again,
        gaps,
        heardAfterLeaving);
    line(
        text,
        "subscribed %,d times, unsubscribed %,d times, %,d went and others came",
        subscribed,
        unsubscribed,
        gone);
    line(
        text,
        "publish to receive: p50 %.2f ms, p99 %.2f ms, max %.2f ms",
        latency.p50() / 1e3,
        latency.p99() / 1e3,
        latency.max() / 1e3);
    for (Settle settle : settles) {
      line(
          text,
          "settled in %.0f ms, missing %,d, waiting %d; in Redis %d topics of %d nodes, wrong %d",
          settle.milliseconds(),
          settle.missing(),
          settle.waiting(),
          settle.topicsInRedis(),
          settle.nodes(),
          settle.wrong().size());
      settle.wrong().forEach(wrong -> line(text, "  %s", wrong));
    }
    words(text, "published at another try", failures);
    words(text, "disconnects", disconnects);
    words(text, "errors", errors);
    return text.toString();
  }

  private static void words(StringBuilder text, String name, Map<String, Long> counts) {
    line(text, "%s: %s", name, counts.isEmpty() ? "none" : counts.toString());
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(java.util.Locale.ROOT, format, values)).append('\n');
  }
}
