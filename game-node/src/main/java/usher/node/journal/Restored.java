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
  /**
   * A snapshot in the stream.
   *
   * @param id of the entry that carries it
   * @param seq the last that it covers
   * @param length in characters
   */
  public record Mark(EventId id, long seq, int length) {}

  public Restored {
    marks = List.copyOf(marks);
  }
}
