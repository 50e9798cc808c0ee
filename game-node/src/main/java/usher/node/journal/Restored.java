package usher.node.journal;

import java.util.List;
import usher.common.player.EventId;

/**
 * What a restore found beside the room itself.
 *
 * @param top the newest entry
 * @param claim the claim that is the owner's
 */
public record Restored(EventId top, String claim, List<Mark> marks) {
  /** A snapshot in the stream: the entry that carries it, and the last seq that it covers. */
  public record Mark(EventId id, long seq) {}

  public Restored {
    marks = List.copyOf(marks);
  }
}
