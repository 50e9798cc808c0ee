package usher.common.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a reload.
 *
 * @param refused why nothing was reloaded at all: the flags, as they are written now, are wrong;
 *     null where they are right
 * @param outcomes of each part, in the order they were added; none where it was refused
 * @param restart the flags that are written otherwise than when the process started, and that only
 *     a restart takes
 */
public record ReloadReport(@Nullable String refused, List<Outcome> outcomes, List<String> restart) {
  public ReloadReport {
    outcomes = List.copyOf(outcomes);
    restart = List.copyOf(restart);
  }

  /**
   * What one part did.
   *
   * @param name the part
   * @param changed what changed, in words; empty for nothing
   * @param failed why its old settings stay; null where they do not
   */
  public record Outcome(String name, String changed, @Nullable String failed) {}

  /** Whether every part could be reloaded; flags that need a restart aside. */
  public boolean isWhole() {
    return refused == null && outcomes.stream().allMatch(each -> each.failed() == null);
  }
}
