package usher.router.cluster.sim;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Random histories of the very cluster, with all that goes wrong. A failing seed is printed with
 * its story; {@code -Dusher.sim.seed=123} replays one.
 */
class SimulationTest {
  private static final int HISTORIES = Integer.getInteger("usher.sim.histories", 10_000);
  private static final int MOST_UNTIL_BROKEN = 20_000;
  private static final ch.qos.logback.classic.Logger LOG =
      (ch.qos.logback.classic.Logger) LoggerFactory.getLogger("usher.router.cluster");

  @BeforeAll
  static void quiet() {
    LOG.setLevel(ch.qos.logback.classic.Level.OFF);
  }

  @AfterAll
  static void loud() {
    LOG.setLevel(null);
  }

  @Test
  void noHistoryBreaksAnInvariant() {
    Long only = Long.getLong("usher.sim.seed");
    long first = only == null ? Long.getLong("usher.sim.first", 0) : only;
    long last = only == null ? first + HISTORIES : only + 1;
    LongAdder heard = new LongAdder();
    OptionalLong broken =
        LongStream.range(first, last)
            .parallel()
            .filter(
                seed -> {
                  History.Outcome outcome = run(seed, Set.of(), false);
                  heard.add(outcome.heard());
                  return outcome.broken() != null;
                })
            .findAny();
    if (only != null || broken.isPresent()) {
      long seed = broken.orElse(first);
      History.Outcome outcome = run(seed, Set.of(), true);
      outcome.trace().forEach(System.err::println);
      assertNull(outcome.broken(), "seed " + seed + " (replay: -Dusher.sim.seed=" + seed + ")");
    }
    assertTrue(heard.sum() > 0, "nobody heard anything");
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void withoutARuleSomeHistoryBreaksAnInvariant(Rule rule) {
    for (long seed = 0; seed < MOST_UNTIL_BROKEN; seed++) {
      if (History.run(seed, Set.of(rule), faultsFor(rule), false).broken() != null) {
        return;
      }
    }
    fail("no history needs the rule " + rule);
  }

  /** Some rules need a rare chain of faults: fewer kinds make it less rare. */
  private static Set<Fault> faultsFor(Rule rule) {
    return switch (rule) {
      case HOLD_LEASES -> EnumSet.of(Fault.ROUTER_CRASH, Fault.NODE_PAUSE);
      case SENT -> EnumSet.of(Fault.NODE_PAUSE, Fault.CONTROL_CUT);
      case COVER -> EnumSet.of(Fault.NODE_PAUSE, Fault.CONTROL_CUT, Fault.DRAIN);
      case ORDER -> EnumSet.of(Fault.ECHO, Fault.CLOSE, Fault.NODE_PAUSE);
      case FROZEN -> EnumSet.of(Fault.MOVE, Fault.NODE_CRASH);
      default -> EnumSet.allOf(Fault.class);
    };
  }

  private static History.Outcome run(long seed, Set<Rule> off, boolean tracing) {
    return History.run(seed, off, EnumSet.allOf(Fault.class), tracing);
  }
}
