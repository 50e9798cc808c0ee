package usher.bench.load;

import java.util.Locale;
import java.util.Map;

/** A report for people. */
final class LoadSummary {
  private final StringBuilder text = new StringBuilder();

  private LoadSummary() {}

  static String of(LoadReport report) {
    LoadSummary summary = new LoadSummary();
    summary.write(report);
    return summary.text.toString();
  }

  private void write(LoadReport report) {
    line(
        "%d of %d players served, in %d of %d rooms of %s",
        report.served(),
        report.players(),
        report.stickiness().roomsSeen(),
        report.rooms(),
        report.game());
    line(
        "sent %,d commands of %d B (%,.0f/s), heard %,d (%,.0f/s), unanswered %,d, skipped %,d",
        report.sent(),
        report.messageBytes(),
        report.sentPerSecond(),
        report.heard(),
        report.heardPerSecond(),
        report.unanswered(),
        report.skipped());
    line("");
    line("%-22s %9s %9s %9s %9s %9s", "milliseconds", "p50", "p90", "p99", "p99.9", "max");
    latency("due to own echo", report.own());
    latency("due to every member", report.everyone());
    SpectatorReport watched = report.spectators();
    if (watched != null) {
      latency("own echo, none watch", watched.playersAlone());
      latency("due to spectators", watched.latency());
    }
    latency("connect to welcome", report.connect());
    latency("outage to welcome", report.outage());
    line("");
    if (watched != null) {
      line(
          "%d of %d spectators served, events delivered %,d (%,.0f/s), lost %,d, frames %,d",
          watched.served(),
          watched.spectators(),
          watched.delivered(),
          watched.deliveredPerSecond(),
          watched.lost(),
          watched.frames());
      line("");
    }
    line("%-22s %9s %9s", "node", "rooms", "players");
    for (LoadReport.Share share : report.nodes()) {
      line("%-22s %9d %9d", share.node(), share.rooms(), share.players());
    }
    line("fullest node over mean %9.3f", report.fullestOverMean());
    line("");
    line("reconnects %,d", report.reconnects());
    words("disconnects", report.disconnects());
    words("errors", report.errors());
    stickiness(report.stickiness());
  }

  private void latency(String name, LoadReport.Latency latency) {
    if (latency.count() > 0) {
      line(
          "%-22s %9.2f %9.2f %9.2f %9.2f %9.2f",
          name,
          latency.p50() / 1e3,
          latency.p90() / 1e3,
          latency.p99() / 1e3,
          latency.p999() / 1e3,
          latency.max() / 1e3);
    }
  }

  private void words(String name, Map<String, Long> counts) {
    line("%s %s", name, counts.isEmpty() ? "none" : counts.toString());
  }

  private void stickiness(LoadReport.Stickiness stickiness) {
    line(
        "stickiness %s: %d rooms, %d moves, %d breaches",
        stickiness.kept() ? "kept" : "BROKEN",
        stickiness.roomsSeen(),
        stickiness.moves(),
        stickiness.breaches());
    stickiness.examples().forEach(example -> line("  %s", example));
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
