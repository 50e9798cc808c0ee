package usher.router.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.router.pin.NodeRef;

/**
 * The answer to {@link ClusterEvent.FeedsAsked}: a node for each seat, in no order.
 *
 * @param nodes as many as were asked for, or fewer
 * @param reason why there are no more; null where there are as many as were asked for
 * @param coming whether a node may be there soon, so that waiting makes sense
 * @param retryAfterMs after how many milliseconds another try makes sense
 */
public record FeedNodes(
    List<NodeRef> nodes, @Nullable CloseReason reason, boolean coming, long retryAfterMs) {
  public FeedNodes {
    nodes = List.copyOf(nodes);
  }

  /** Takes the answer, on the thread {@code cluster}: it must only hand it on. */
  @FunctionalInterface
  public interface Listener {
    void onFeedNodes(FeedNodes answer);
  }
}
