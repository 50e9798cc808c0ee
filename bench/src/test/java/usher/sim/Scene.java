package usher.sim;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import usher.node.journal.Rule;
import usher.node.journal.Rules;
import usher.node.journal.Scale;
import usher.router.cluster.claim.ClaimRules;
import usher.router.seat.SeatRules;
import usher.sim.play.SimPlayer.Manner;

/**
 * What a history is played with.
 *
 * @param faults which may happen
 * @param howMany how many do; 0 for as many as chance wants
 * @param routers how many; 0 for as many as chance wants
 * @param lost what the journal forgets, once
 * @param manner how players play; who thinks longer asks less
 * @param clockStands whether the wall clocks of the routers stand still
 */
record Scene(
    Rules node,
    ClaimRules claims,
    SeatRules seats,
    Set<Fault> faults,
    int howMany,
    int routers,
    Lost lost,
    Manner manner,
    boolean clockStands) {
  /**
   * How many milliseconds a player thinks, who asks 10 or 20 times; who thinks longer asks less.
   */
  static final double USUAL_PACE = 180;

  /** Rooms of a few events only, so that a short history sees all that becomes of many. */
  private static final Scale SMALL = new Scale(6, 6, 6, 0, 24, 4, 400_000_000L);

  /** Rooms that rest on their entries alone, all through a history. */
  private static final Scale UNSHOT = new Scale(1_000, 1_000, 1_000, 0, 1_000, 4, 400_000_000L);

  /** What the journal forgets. */
  enum Lost {
    NOTHING,
    /** Its last writes; long after that all nodes die, when they have told it again. */
    HELD,
    /** A whole room; long after that all nodes die, when they have told it again. */
    STREAM,
    /** Its last writes, whoever dies then: players may lose what they heard. */
    GONE,
    /** A claim and all since, and with it die its owner and the routers. */
    CLAIM
  }

  static Scene usual() {
    return new Scene(
        Rules.ALL.at(SMALL),
        ClaimRules.ALL,
        SeatRules.ALL,
        EnumSet.allOf(Fault.class),
        0,
        1,
        Lost.NOTHING,
        new Manner(true, USUAL_PACE, false),
        false);
  }

  private Scene with(Rules rules) {
    return new Scene(rules, claims, seats, faults, howMany, routers, lost, manner, clockStands);
  }

  Scene without(Rule rule) {
    return with(node.without(rule));
  }

  Scene withoutSnapshots() {
    return with(node.at(UNSHOT));
  }

  /** Rooms that read the top only if they wrote nothing for so long, in milliseconds. */
  Scene quietFor(long ms) {
    return with(node.at(new Scale(6, 6, 6, 0, 24, 4, ms * 1_000_000)));
  }

  Scene with(ClaimRules rules) {
    return new Scene(node, rules, seats, faults, howMany, routers, lost, manner, clockStands);
  }

  Scene only(Fault... of) {
    Set<Fault> some = EnumSet.copyOf(List.of(of));
    return new Scene(node, claims, seats, some, howMany, routers, lost, manner, clockStands);
  }

  Scene times(int many) {
    return new Scene(node, claims, seats, faults, many, routers, lost, manner, clockStands);
  }

  Scene withRouters(int many) {
    return new Scene(node, claims, seats, faults, howMany, many, lost, manner, clockStands);
  }

  Scene losing(Lost what) {
    return new Scene(node, claims, seats, faults, howMany, routers, what, manner, clockStands);
  }

  Scene hasty() {
    return new Scene(
        node,
        claims,
        seats,
        faults,
        howMany,
        routers,
        lost,
        new Manner(false, manner.pace(), manner.sure()),
        clockStands);
  }

  Scene pacedAt(double thinksMs) {
    return new Scene(
        node,
        claims,
        seats,
        faults,
        howMany,
        routers,
        lost,
        new Manner(manner.waitsForWelcome(), thinksMs, manner.sure()),
        clockStands);
  }

  Scene with(SeatRules rules) {
    return new Scene(node, claims, rules, faults, howMany, routers, lost, manner, clockStands);
  }

  Scene sure() {
    return new Scene(
        node,
        claims,
        seats,
        faults,
        howMany,
        routers,
        lost,
        new Manner(manner.waitsForWelcome(), manner.pace(), true),
        clockStands);
  }

  /** Every claim is just one above the last then: nothing else depends on that clock. */
  Scene clockless() {
    return new Scene(node, claims, seats, faults, howMany, routers, lost, manner, true);
  }
}
