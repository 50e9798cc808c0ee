package usher.router;

import java.time.Duration;
import picocli.CommandLine.Option;
import usher.common.config.FlagException;
import usher.router.cluster.MoveConfig;

/** The flags of a router that say how rooms are moved. */
final class MoveFlags {
  static final int MAX_AT_ONCE = 1_000;
  static final Duration MIN_PACE = Duration.ofMillis(10);
  static final Duration MAX_PACE = Duration.ofHours(1);

  @Option(
      names = "--moves-at-once",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "The most rooms on their way from node to node at once (default: ${DEFAULT-VALUE}; 1 to"
              + " 1000).")
  int atOnce;

  @Option(
      names = "--rebalance",
      paramLabel = "off|on",
      defaultValue = "off",
      description =
          "Whether rooms move from the fullest node to the emptiest (default: ${DEFAULT-VALUE}).")
  String rebalance = "off";

  @Option(
      names = "--rebalance-threshold",
      paramLabel = "SHARE",
      defaultValue = "0.2",
      description =
          "By how much the scores of the two must differ for it (default: ${DEFAULT-VALUE}; above 0,"
              + " at most 1).")
  double threshold;

  @Option(
      names = "--rebalance-pace",
      paramLabel = "TIME",
      defaultValue = "500ms",
      description =
          "How long after one such move the next may begin (default: ${DEFAULT-VALUE}; 10ms to 1h).")
  Duration pace = Duration.ZERO;

  /**
   * How rooms are moved.
   *
   * @throws FlagException if a flag is wrong; the message says what would be right
   */
  MoveConfig config() {
    require(atOnce >= 1 && atOnce <= MAX_AT_ONCE, "--moves-at-once is 1 to " + MAX_AT_ONCE);
    require(rebalance.equals("on") || rebalance.equals("off"), "--rebalance is off or on");
    require(threshold > 0 && threshold <= 1, "--rebalance-threshold is above 0 and at most 1");
    require(
        pace.compareTo(MIN_PACE) >= 0 && pace.compareTo(MAX_PACE) <= 0,
        "--rebalance-pace is 10ms to 1h");
    MoveConfig paced = MoveConfig.defaults().atOnce(atOnce);
    return rebalance.equals("on") ? paced.rebalancing(threshold, pace.toMillis()) : paced;
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new FlagException(message);
    }
  }
}
