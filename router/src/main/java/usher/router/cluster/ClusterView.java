package usher.router.cluster;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import usher.common.control.Health;
import usher.router.cluster.count.Counts;
import usher.router.cluster.node.NodeState;
import usher.router.pin.NodeRef;

/**
 * The cluster at one moment, immutable, for any thread.
 *
 * @param atNs when it was taken, by the clock that the cluster is passed
 * @param holding whether the router has just started and places no unknown room
 * @param frozen whether evictions by silence are frozen
 * @param rooms how many rooms are pinned
 * @param waiting how many requests wait for a room
 */
public record ClusterView(
    long atNs,
    boolean holding,
    boolean frozen,
    List<NodeView> nodes,
    int rooms,
    int waiting,
    Counts counts) {
  public ClusterView {
    nodes = List.copyOf(nodes);
  }

  /**
   * One node.
   *
   * @param healthReason why it is failing; null where it is not
   * @param lost the word why it is lost; null where it is not
   * @param draining whether an operator wants it empty
   * @param skipped the word why it takes no new room; null where it does
   * @param score lower is better, 1 is full
   * @param parts what the score was made of, beside rooms and seats
   * @param rooms how many rooms it holds or is about to hold
   * @param roomCapacity the most it takes
   * @param seats how many seats are taken or about to be
   * @param seatCapacity the most it takes
   * @param pending placements that it may not know of yet
   * @param pinned how many rooms this router has pinned to it
   * @param heardNs when its last heartbeat arrived, by the same clock as {@code atNs}
   */
  public record NodeView(
      NodeRef node,
      String version,
      Map<String, String> labels,
      NodeState state,
      Health health,
      @Nullable String healthReason,
      @Nullable String lost,
      boolean draining,
      @Nullable String skipped,
      double score,
      ScoreParts parts,
      long rooms,
      int roomCapacity,
      long seats,
      int seatCapacity,
      long pending,
      int pinned,
      long heardNs) {}

  /**
   * What a node last said of its strain.
   *
   * @param cpu the share of its cores that it uses, 0 to 1
   * @param loopLagMs how late its loops run, in milliseconds
   * @param own the load that it reports itself; null where it reports none
   */
  public record ScoreParts(double cpu, double loopLagMs, @Nullable Double own) {}
}
