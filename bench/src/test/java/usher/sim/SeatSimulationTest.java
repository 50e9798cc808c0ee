package usher.sim;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import usher.node.journal.Rule;
import usher.router.seat.SeatRules;
import usher.sim.Scene.Lost;

/**
 * Random histories of seats, rooms, journal and moves, with all that goes wrong. A failing seed is
 * printed with its story; {@code -Dusher.sim.seed=123} replays one.
 */
class SeatSimulationTest {
  private static final int HISTORIES = Integer.getInteger("usher.sim.histories", 10_000);
  private static final int MOST_UNTIL_BROKEN = 5_000;
  private static final List<String> QUIET =
      List.of("usher.router.cluster", "usher.router.seat", "usher.node");

  @BeforeAll
  static void quiet() {
    level(Level.OFF);
  }

  @AfterAll
  static void loud() {
    level(null);
  }

  @SuppressWarnings("NullAway")
  private static void level(Level level) {
    QUIET.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).setLevel(level));
  }

  @Test
  void noHistoryBreaksAnInvariant() {
    histories(Scene.usual(), HISTORIES);
  }

  @Test
  void noHistoryWithTwoRoutersDoes() {
    histories(Scene.usual().withRouters(2), HISTORIES / 10);
  }

  @Test
  void noHistoryDoesInWhichTheJournalForgetsWhatNodesStillHold() {
    histories(Scene.usual().losing(Lost.HELD).only(Fault.PLAYER_CUT).times(1), HISTORIES / 10);
  }

  private static void histories(Scene scene, int howMany) {
    Long only = Long.getLong("usher.sim.seed");
    long first = only == null ? Long.getLong("usher.sim.first", 0) : only;
    long last = only == null ? first + howMany : only + 1;
    long heard = 0;
    for (long seed = first; seed < last; seed++) {
      History.Outcome outcome = History.run(seed, scene, only != null);
      heard += outcome.heard();
      if (only != null) {
        outcome.trace().forEach(System.err::println);
      }
      if (outcome.broken() != null) {
        History.run(seed, scene, true).trace().forEach(System.err::println);
        assertNull(outcome.broken(), "seed " + seed + " (replay: -Dusher.sim.seed=" + seed + ")");
      }
    }
    assertTrue(heard > 0, "nobody heard anything");
  }

  /**
   * Each of these rules is the only thing between some history and a broken invariant. The other
   * rules stand behind one another here: none of many thousand histories needed one of them alone.
   */
  @ParameterizedTest
  @EnumSource(
      names = {"GAP_SKIP", "FIFO", "DOUBT", "ONCE", "ATOMIC", "DONE", "TELL", "QUIET", "RESET"})
  void withoutARuleOfTheNodeSomeHistoryBreaksAnInvariant(Rule rule) {
    someHistoryBreaks(sceneFor(rule).without(rule), rule.toString());
  }

  @Test
  void ifWordsOfOtherNodesCountedSomeHistoryWouldBreakAnInvariant() {
    someHistoryBreaks(
        Scene.usual().without(new SeatRules(true, false, true, true)), "the pin's node");
  }

  @Test
  void aPlayerWhoSendsBeforeTheFirstWelcomeMayActTwice() {
    someHistoryBreaks(
        Scene.usual().only(Fault.ROUTER_CRASH, Fault.PLAYER_CUT).hasty(), "no wait for a welcome");
  }

  /** Some rules need a rare chain of faults: fewer kinds make it less rare. */
  private static Scene sceneFor(Rule rule) {
    return switch (rule) {
      case TELL ->
          Scene.usual()
              .withRouters(2)
              .only(Fault.NODE_CRASH, Fault.NODE_PAUSE, Fault.CONTROL_CUT)
              .times(2);
      case QUIET -> Scene.usual().withRouters(2).only(Fault.NODE_PAUSE, Fault.CONTROL_CUT).times(3);
      case RESET -> Scene.usual().losing(Lost.GONE).times(3);
      default -> Scene.usual();
    };
  }

  private static void someHistoryBreaks(Scene scene, String without) {
    for (long seed = 0; seed < MOST_UNTIL_BROKEN; seed++) {
      if (History.run(seed, scene, false).broken() != null) {
        return;
      }
    }
    fail("no history needs " + without);
  }
}
