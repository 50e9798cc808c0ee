package usher.sim;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import usher.node.journal.Rule;
import usher.node.journal.Rules;
import usher.node.journal.Scale;
import usher.router.seat.SeatRules;

/**
 * What a history is played with.
 *
 * @param faults which may happen
 * @param howMany how many do; 0 for as many as chance wants
 * @param routers how many; 0 for as many as chance wants
 * @param lost what the journal forgets, once
 * @param waitsForWelcome whether players send nothing before their first welcome
 * @param strict whether nobody may need a second welcome
 */
record Scene(
    Rules node,
    SeatRules router,
    Set<Fault> faults,
    int howMany,
    int routers,
    Lost lost,
    boolean waitsForWelcome,
    boolean strict) {
  /** Rooms of a few events only, so that a short history sees all that becomes of many. */
  private static final Scale SMALL = new Scale(6, 6, 24, 4, 400_000_000L);

  /** What the journal forgets. */
  enum Lost {
    NOTHING,
    /** Its last writes; long after that all nodes die, when they have told it again. */
    HELD,
    /** Its last writes, whoever dies then: players may lose what they heard. */
    GONE
  }

  static Scene usual() {
    return new Scene(
        Rules.ALL.at(SMALL),
        SeatRules.ALL,
        EnumSet.allOf(Fault.class),
        0,
        1,
        Lost.NOTHING,
        true,
        false);
  }

  Scene without(Rule rule) {
    return new Scene(
        node.without(rule), router, faults, howMany, routers, lost, waitsForWelcome, strict);
  }

  Scene without(SeatRules rules) {
    return new Scene(node, rules, faults, howMany, routers, lost, waitsForWelcome, strict);
  }

  Scene only(Fault... of) {
    return new Scene(
        node, router, EnumSet.copyOf(List.of(of)), howMany, routers, lost, waitsForWelcome, strict);
  }

  Scene times(int many) {
    return new Scene(node, router, faults, many, routers, lost, waitsForWelcome, strict);
  }

  Scene withRouters(int many) {
    return new Scene(node, router, faults, howMany, many, lost, waitsForWelcome, strict);
  }

  Scene losing(Lost what) {
    return new Scene(node, router, faults, howMany, routers, what, waitsForWelcome, strict);
  }

  Scene strictly() {
    return new Scene(node, router, faults, howMany, routers, lost, waitsForWelcome, true);
  }

  Scene hasty() {
    return new Scene(node, router, faults, howMany, routers, lost, false, strict);
  }
}
