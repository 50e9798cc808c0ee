package usher.bench.failover;

import java.util.HashMap;
import java.util.Map;

/** Whether each epoch of each room has one owner for ever, as the router says. Pure. */
final class Owners {
  private record Tenure(String room, long epoch) {}

  private final Violations violations;
  private final Map<Tenure, String> owners = new HashMap<>();

  Owners(Violations violations) {
    this.violations = violations;
  }

  /** A room is pinned to this incarnation at this epoch. */
  void seen(String room, long epoch, String owner) {
    String before = owners.putIfAbsent(new Tenure(room, epoch), owner);
    if (before != null && !before.equals(owner)) {
      violations.add(
          new Violation(
              room, "", 0, "epoch " + epoch + " was owned by " + before + " and by " + owner));
    }
  }
}
