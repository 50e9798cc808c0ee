package usher.node.journal;

import java.util.EnumSet;
import java.util.Set;

/** Which rules hold; immutable. */
public final class Rules {
  /** All of them: what a node runs with. */
  public static final Rules ALL = new Rules(EnumSet.allOf(Rule.class));

  private final Set<Rule> held;

  private Rules(Set<Rule> held) {
    this.held = held;
  }

  /** These without one. */
  public Rules without(Rule rule) {
    Set<Rule> fewer = EnumSet.noneOf(Rule.class);
    fewer.addAll(held);
    fewer.remove(rule);
    return new Rules(fewer);
  }

  /** Whether a rule holds. */
  public boolean hold(Rule rule) {
    return held.contains(rule);
  }
}
