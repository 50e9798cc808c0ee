package usher.sim;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import usher.node.journal.Rule;
import usher.node.journal.Rules;
import usher.node.journal.Scale;
import usher.router.cluster.claim.ClaimRules;

/**
 * What a history is played with.
 *
 * @param faults which may happen
 * @param howMany how many do; 0 for as many as chance wants
 * @param routers how many; 0 for as many as chance wants
 * @param lost what the journal forgets, once
 * @param waitsForWelcome whether players send nothing before their first welcome
 * @param pace how many milliseconds a player thinks, on average
 */
record Scene(
    Rules node,
    ClaimRules claims,
    Set<Fault> faults,
    int howMany,
    int routers,
    Lost lost,
    boolean waitsForWelcome,
    double pace) {
  /**
   * How many milliseconds a player thinks, who asks 10 or 20 times; who thinks longer asks less.
   */
  static final double USUAL_PACE = 180;

  /** Rooms of a few events only, so that a short history sees all that becomes of many. */
  private static final Scale SMALL = new Scale(6, 6, 6, 24, 4, 400_000_000L);

  /** Rooms that rest on their entries alone, all through a history. */
  private static final Scale UNSHOT = new Scale(1_000, 1_000, 1_000, 1_000, 4, 400_000_000L);

  /** What the journal forgets. */
  enum Lost {
    NOTHING,
    /** Its last writes; long after that all nodes die, when they have told it again. */
    HELD,
    /** Its last writes, whoever dies then: players may lose what they heard. */
    GONE,
    /** A claim and all since, and with it die its owner and the routers. */
    CLAIM
  }

  static Scene usual() {
    return new Scene(
        Rules.ALL.at(SMALL),
        ClaimRules.ALL,
        EnumSet.allOf(Fault.class),
        0,
        1,
        Lost.NOTHING,
        true,
        USUAL_PACE);
  }

  private Scene with(Rules rules) {
    return new Scene(rules, claims, faults, howMany, routers, lost, waitsForWelcome, pace);
  }

  Scene without(Rule rule) {
    return with(node.without(rule));
  }

  Scene withoutSnapshots() {
    return with(node.at(UNSHOT));
  }

  Scene with(ClaimRules rules) {
    return new Scene(node, rules, faults, howMany, routers, lost, waitsForWelcome, pace);
  }

  Scene only(Fault... of) {
    Set<Fault> some = EnumSet.copyOf(List.of(of));
    return new Scene(node, claims, some, howMany, routers, lost, waitsForWelcome, pace);
  }

  Scene times(int many) {
    return new Scene(node, claims, faults, many, routers, lost, waitsForWelcome, pace);
  }

  Scene withRouters(int many) {
    return new Scene(node, claims, faults, howMany, many, lost, waitsForWelcome, pace);
  }

  Scene losing(Lost what) {
    return new Scene(node, claims, faults, howMany, routers, what, waitsForWelcome, pace);
  }

  Scene hasty() {
    return new Scene(node, claims, faults, howMany, routers, lost, false, pace);
  }

  Scene pacedAt(double thinksMs) {
    return new Scene(node, claims, faults, howMany, routers, lost, waitsForWelcome, thinksMs);
  }
}
