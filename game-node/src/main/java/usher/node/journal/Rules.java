package usher.node.journal;

import java.util.EnumSet;
import java.util.Set;

/** Which rules hold, and at what scale; immutable. */
public final class Rules {
  /** All of them: what a node runs with. */
  public static final Rules ALL = new Rules(EnumSet.allOf(Rule.class), Scale.USUAL);

  private final Set<Rule> held;
  private final Scale scale;

  private Rules(Set<Rule> held, Scale scale) {
    this.held = held;
    this.scale = scale;
  }

  /** These without one. */
  public Rules without(Rule rule) {
    Set<Rule> fewer = EnumSet.noneOf(Rule.class);
    fewer.addAll(held);
    fewer.remove(rule);
    return new Rules(fewer, scale);
  }

  /** These at another scale: a simulation's rooms are small. */
  public Rules at(Scale other) {
    return new Rules(held, other);
  }

  /** Whether a rule holds. */
  public boolean hold(Rule rule) {
    return held.contains(rule);
  }

  /** How much is kept at hand. */
  public Scale scale() {
    return scale;
  }
}
