package usher.router;

import java.util.Set;
import java.util.function.Supplier;
import usher.common.config.Reloadable;
import usher.router.limit.Limits;
import usher.router.limit.PlayerLimits;

/** The part of a reload that the limits are. */
record LimitReload(Limits limits, Supplier<PlayerLimits> written) implements Reloadable {
  @Override
  public String name() {
    return "limits";
  }

  @Override
  public String reload() {
    PlayerLimits before = limits.now();
    PlayerLimits next = written.get();
    if (next.equals(before)) {
      return "";
    }
    limits.change(next);
    return before + " -> " + next;
  }

  @Override
  public Set<String> flags() {
    return LimitFlags.NAMES;
  }
}
