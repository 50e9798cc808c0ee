package usher.sim;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import usher.node.journal.Rule;
import usher.router.cluster.claim.ClaimRules;
import usher.router.seat.SeatRules;
import usher.sim.Scene.Lost;

/**
 * Random histories of seats, rooms, journal and moves, with all that goes wrong. A failing seed is
 * printed with its story; {@code -Dusher.sim.seed=123} replays one.
 */
class SeatSimulationTest {
  private static final int HISTORIES = Integer.getInteger("usher.sim.histories", 10_000);
  private static final int MOST_UNTIL_BROKEN = 5_000;
  private static final int TOGETHER = 20;
  private static final Scene TORN =
      Scene.usual().only(Fault.PLAYER_TORN, Fault.NODE_CRASH, Fault.MOVE).times(8);
  private static final Scene BURNT =
      Scene.usual()
          .losing(Lost.CLAIM)
          .only(Fault.MOVE, Fault.NODE_CRASH, Fault.PLAYER_CUT)
          .times(6);
  private static final Scene DROPPED =
      Scene.usual().withoutSnapshots().losing(Lost.STREAM).only(Fault.PLAYER_CUT).times(1);

  /** A node and the router may claim at one epoch. */
  private static final Scene LEVEL =
      Scene.usual().clockless().only(Fault.NODE_PAUSE, Fault.REDIS_FULL).times(16).pacedAt(90);

  /** Players change routers, of which one does not know any more where the room is. */
  private static final Scene HOPPING =
      Scene.usual().withRouters(2).only(Fault.CONTROL_CUT, Fault.PLAYER_TORN).times(12);

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
    LongAdder heard = new LongAdder();
    OptionalLong broken =
        LongStream.range(first, last)
            .parallel()
            .filter(
                seed -> {
                  History.Outcome outcome = History.run(seed, scene, false);
                  heard.add(outcome.heard());
                  return outcome.broken() != null;
                })
            .findAny();
    if (only != null || broken.isPresent()) {
      long seed = broken.orElse(first);
      History.Outcome outcome = History.run(seed, scene, true);
      outcome.trace().forEach(System.err::println);
      assertNull(outcome.broken(), "seed " + seed + " (replay: -Dusher.sim.seed=" + seed + ")");
    }
    assertTrue(heard.sum() > 0, "nobody heard anything");
  }

  @Test
  void noHistoryDoesInWhichAClaimIsLostWithItsOwner() {
    histories(BURNT, HISTORIES / 20);
  }

  @Test
  void noHistoryDoesInWhichTheJournalForgetsARoomThatANodeHolds() {
    histories(DROPPED, HISTORIES / 100);
  }

  @Test
  void noHistoryDoesInWhichTheClockStandsStill() {
    histories(LEVEL, HISTORIES / 100);
  }

  @Test
  void noHistoryDoesInWhichPlayersChangeRouters() {
    histories(HOPPING.quietFor(2_000), HISTORIES / 100);
  }

  @Test
  void noHistoryDoesInWhichRepliesAreTorn() {
    histories(TORN, HISTORIES / 20);
  }

  /** Each of these rules is the only thing between some history and a broken invariant. */
  @ParameterizedTest
  @EnumSource(Rule.class)
  void withoutARuleOfTheNodeSomeHistoryBreaksAnInvariant(Rule rule) {
    someHistoryBreaks(sceneFor(rule).without(rule), rule.toString());
  }

  @Test
  void ifTheJournalWereBelievedThoughTheOwnerDeniesARoomWouldBeNobodys() {
    someHistoryBreaks(
        Scene.usual()
            .only(Fault.MOVE, Fault.ROUTER_CRASH)
            .times(2)
            .with(new ClaimRules(false, true, true)),
        "claiming anew");
  }

  @Test
  void ifNoClaimOfAnotherRouterWereHonouredTheyWouldSwapARoom() {
    someHistoryBreaks(
        Scene.usual()
            .withRouters(2)
            .only(Fault.CONTROL_CUT)
            .times(12)
            .with(new ClaimRules(true, false, true)),
        "another router's claim");
  }

  @Test
  void ifWordsForEarlierOpensWereHeardASeatWouldHearAnotherHistory() {
    someHistoryBreaks(
        Scene.usual()
            .only(Fault.LINK_CUT, Fault.MOVE)
            .times(14)
            .pacedAt(60)
            .with(new SeatRules(false, true)),
        "fresh opens");
  }

  @Test
  void ifWhatIsSettledWereKeptAPlayerWithManyCommandsWouldNeverBeReadAgain() {
    someHistoryBreaks(
        Scene.usual()
            .only(Fault.REDIS_PAUSE, Fault.PLAYER_TORN)
            .times(8)
            .pacedAt(10)
            .sure()
            .with(new SeatRules(true, false)),
        "settled");
  }

  @Test
  void ifClaimsWereNotAboveTheClockALostEpochWouldBeHandedOutAgain() {
    someHistoryBreaks(BURNT.with(new ClaimRules(true, true, false)), "the clock");
  }

  @Test
  void aPlayerWhoSendsBeforeTheFirstWelcomeMayActTwice() {
    someHistoryBreaks(
        Scene.usual().only(Fault.ROUTER_CRASH, Fault.PLAYER_CUT).hasty(), "no wait for a welcome");
  }

  /** Some rules need a rare chain of faults: fewer kinds make it less rare. */
  private static Scene sceneFor(Rule rule) {
    return switch (rule) {
      case GAP_SKIP -> Scene.usual().only(Fault.REDIS_FULL, Fault.NODE_CRASH).times(8);
      case CLAIM_FIRST -> LEVEL;
      case PROOF -> HOPPING.quietFor(2_000);
      case OLD_OPEN ->
          Scene.usual()
              .withRouters(2)
              .only(Fault.LINK_CUT, Fault.PLAYER_TORN, Fault.REDIS_PAUSE)
              .times(12);
      case CREATE -> DROPPED;
      case TAIL -> Scene.usual().only(Fault.LINK_CUT, Fault.NODE_CRASH).times(4);
      case ALL_DOUBT ->
          Scene.usual().withoutSnapshots().losing(Lost.HELD).only(Fault.PLAYER_CUT).times(1);
      case DECIDED ->
          Scene.usual()
              .only(Fault.REDIS_PAUSE, Fault.LINK_CUT, Fault.BREAKS, Fault.PLAYER_CUT)
              .times(6);
      case AFTER_ID ->
          Scene.usual()
              .losing(Lost.GONE)
              .only(Fault.NODE_CRASH, Fault.PLAYER_CUT, Fault.LINK_CUT)
              .times(4);
      case OPEN_WORD ->
          Scene.usual()
              .only(Fault.PLAYER_CUT, Fault.PLAYER_TORN, Fault.REDIS_PAUSE, Fault.LINK_CUT)
              .times(6);
      case N_ORDER -> TORN;
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
    for (long from = 0; from < MOST_UNTIL_BROKEN; from += TOGETHER) {
      if (LongStream.range(from, from + TOGETHER)
          .parallel()
          .anyMatch(seed -> History.run(seed, scene, false).broken() != null)) {
        return;
      }
    }
    fail("no history needs " + without);
  }
}
