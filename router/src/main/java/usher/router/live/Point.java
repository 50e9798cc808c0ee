package usher.router.live;

import java.util.List;

/**
 * One second of the charts. What is not known is NaN.
 *
 * @param atMs since 1970
 * @param values in the order of {@link #COLUMNS}
 */
record Point(long atMs, List<Double> values) {
  /** What the values are: now, or in this second; times in milliseconds. */
  static final List<String> COLUMNS =
      List.of(
          "connections",
          "seats",
          "feedSeats",
          "parked",
          "rooms",
          "toPlayers",
          "toNodes",
          "placements",
          "refusals",
          "failovers",
          "moves",
          "journalMs",
          "loopLagMs",
          "resumeMs",
          "heartbeatMs");

  Point {
    values = List.copyOf(values);
    if (values.size() != COLUMNS.size()) {
      throw new IllegalArgumentException("a point has a value for each column");
    }
  }
}
