package usher.router.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.control.NodeId;
import usher.common.room.RoomId;
import usher.router.pin.Pin;

/**
 * Why a room is where it is, or where it would go now.
 *
 * @param pin where it is; null where it has no pin
 * @param why one sentence
 * @param candidates every node known, best first
 */
public record Explanation(RoomId room, @Nullable Pin pin, String why, List<Candidate> candidates) {
  public Explanation {
    candidates = List.copyOf(candidates);
  }

  /**
   * One node as placement sees it.
   *
   * @param score lower is better
   * @param skipped the word why it takes no new room; null where it does
   */
  public record Candidate(NodeId node, double score, @Nullable String skipped) {}

  /** Takes the answer, on the thread {@code cluster}: it must only hand it on. */
  @FunctionalInterface
  public interface Listener {
    void onExplained(Explanation explanation);
  }
}
