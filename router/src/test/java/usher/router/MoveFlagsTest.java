package usher.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import usher.common.config.FlagException;
import usher.router.cluster.MoveConfig;

class MoveFlagsTest {
  @CommandLine.Command
  private static final class Flags {
    @CommandLine.Mixin MoveFlags moves = new MoveFlags();
  }

  private static MoveConfig parse(String... args) {
    Flags flags = new Flags();
    CommandLine line = new CommandLine(flags);
    line.registerConverter(java.time.Duration.class, text -> java.time.Duration.parse("PT" + text));
    line.parseArgs(args);
    return flags.moves.config();
  }

  /** The default of the pace is in words that only our own converter reads. */
  private static String[] paced(String flag) {
    return flag.startsWith("--rebalance-pace")
        ? new String[] {flag}
        : new String[] {"--rebalance-pace=1s", flag};
  }

  @Test
  void whatNoFlagSaysIsTheDefaultOfTheCluster() {
    Flags flags = new Flags();
    CommandLine line = new CommandLine(flags);
    line.registerConverter(java.time.Duration.class, text -> java.time.Duration.ofMillis(500));
    line.parseArgs();
    assertEquals(MoveConfig.defaults(), flags.moves.config());
  }

  @Test
  void rebalancingIsOnOnlyWhenAskedFor() {
    MoveConfig on =
        parse(
            "--rebalance=on",
            "--rebalance-threshold=0.05",
            "--rebalance-pace=2s",
            "--moves-at-once=3");
    assertEquals(new MoveConfig(3, 2_000, 10_000, true, 0.05, 2_000), on);
  }

  @ParameterizedTest
  @CsvSource({
    "--moves-at-once, 0",
    "--moves-at-once, 1001",
    "--rebalance, maybe",
    "--rebalance-threshold, 0",
    "--rebalance-threshold, 1.01",
    "--rebalance-threshold, NaN",
    "--rebalance-pace, 0.009s",
    "--rebalance-pace, 2h"
  })
  void aFlagOutOfRangeIsRefusedByItsName(String flag, String value) {
    String message =
        String.valueOf(
            assertThrows(FlagException.class, () -> parse(paced(flag + "=" + value))).getMessage());
    assertTrue(message.startsWith(flag + " is "), message);
  }
}
