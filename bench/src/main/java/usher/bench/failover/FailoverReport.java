package usher.bench.failover;

import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What came of a show. Times in milliseconds.
 *
 * @param interrupted how many times a room changed hands, or was interrupted
 * @param events that were heard, over all rooms
 * @param rate commands a second of each player
 * @param refused late appends that the journal refused
 * @param fenced rooms that a node gave up, finding them to be another's
 * @param parked from a room's seats parked to its first word again, by the router's metric
 * @param back from a kill to the first of a room's players who is told where it is now
 * @param resume from the last event before to the first event after
 * @param waited the part of it in which a command was under way
 * @param violations how many there were; the first ones are kept
 */
record FailoverReport(
    String kind,
    int rounds,
    int rooms,
    int players,
    long events,
    long interrupted,
    double rate,
    long refused,
    long fenced,
    Spread parked,
    Spread back,
    Spread resume,
    Spread waited,
    long violations,
    List<Violation> kept) {
  /** How long things took, in milliseconds. */
  record Spread(double p50, double p99, double max) {
    static Spread of(Histogram ns) {
      return new Spread(
          ns.getValueAtPercentile(50) / 1e6,
          ns.getValueAtPercentile(99) / 1e6,
          ns.getMaxValue() / 1e6);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, max %.1f ms", p50, p99, max);
    }
  }

  /** What the processes themselves saw. */
  record Seen(long refused, long fenced, Spread parked) {}

  static FailoverReport of(
      FailoverPlan plan, Resumed resumed, long events, Seen seen, Violations violations) {
    return new FailoverReport(
        plan.kind().name().toLowerCase(Locale.ROOT),
        plan.rounds(),
        plan.rooms(),
        plan.rooms() * plan.playersPerRoom(),
        events,
        resumed.gaps.getTotalCount(),
        plan.rate(),
        seen.refused(),
        seen.fenced(),
        seen.parked(),
        Spread.of(resumed.backs),
        Spread.of(resumed.gaps),
        Spread.of(resumed.waits),
        violations.count(),
        violations.kept());
  }

  /** For people. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Violation violation : kept) {
      text.append("VIOLATION ").append(violation).append('\n');
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "%s, %d rounds: %d players in %d rooms, %.1f commands a second each, heard %d events%n"
                    + "rooms interrupted: %d; late appends refused: %d; rooms fenced: %d%n"
                    + "%slast event before to first event after: %s%n"
                    + "of that, someone waited for an answer: %s%n"
                    + "seats parked to room heard again, by the router's metric: %s%n"
                    + "violations: %d%n",
                kind,
                rounds,
                players,
                rooms,
                rate,
                events,
                interrupted,
                refused,
                fenced,
                back.max() > 0 ? "kill to room heard again, by a player: " + back + "\n" : "",
                resume,
                waited,
                parked,
                violations))
        .toString();
  }
}
