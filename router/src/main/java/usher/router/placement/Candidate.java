package usher.router.placement;

import org.jspecify.annotations.Nullable;

/** A node, as placement sees it. On the thread {@code cluster} only. */
public interface Candidate {
  /** Why it takes no new room, for reasons other than its load; null where there is none. */
  @Nullable Skip skip();

  /** What it carries. */
  Load load();

  /** What it may take while it is new. */
  SlowStart slowStart();
}
