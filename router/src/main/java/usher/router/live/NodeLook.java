package usher.router.live;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import usher.router.cluster.ClusterView.NodeView;

/**
 * A node as it is shown: rounded, so that what nobody would see changes nothing.
 *
 * @param score in thousandths
 * @param cpu in hundredths
 * @param lagMs how late its loops run
 * @param own the load that it reports itself, in thousandths; -1 where it reports none
 */
record NodeLook(
    String state,
    String health,
    @Nullable String reason,
    boolean draining,
    @Nullable String skipped,
    long score,
    long cpu,
    long lagMs,
    long own,
    long rooms,
    int roomCapacity,
    long seats,
    int seatCapacity,
    long pending,
    int pinned) {
  static NodeLook of(NodeView node) {
    Double own = node.parts().own();
    return new NodeLook(
        node.state().name().toLowerCase(Locale.ROOT),
        node.health().name().toLowerCase(Locale.ROOT),
        node.healthReason(),
        node.draining(),
        node.skipped(),
        Math.round(node.score() * 1_000),
        Math.round(node.parts().cpu() * 100),
        Math.round(node.parts().loopLagMs()),
        own == null ? -1 : Math.round(own * 1_000),
        node.rooms(),
        node.roomCapacity(),
        node.seats(),
        node.seatCapacity(),
        node.pending(),
        node.pinned());
  }

  /** Whether more than its figures changed: this is told first. */
  boolean isOtherwise(NodeLook before) {
    return !state.equals(before.state)
        || !health.equals(before.health)
        || draining != before.draining
        || (skipped == null) != (before.skipped == null);
  }
}
