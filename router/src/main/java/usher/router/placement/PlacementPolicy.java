package usher.router.placement;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lowest score wins, ties at random. A scan: its cost is bounded by the number of nodes that a
 * router takes. On the thread {@code cluster} only.
 */
public final class PlacementPolicy {
  private final RandomGenerator random;
  private long placed;

  public PlacementPolicy(RandomGenerator random) {
    this.random = random;
  }

  /** How many rooms were given a node. */
  public long placed() {
    return placed;
  }

  /**
   * The node that gets the next room. Nodes that start slowly take more than their share only if no
   * other takes any.
   *
   * @return null where no node takes a room
   */
  public <C extends Candidate> @Nullable C choose(List<C> nodes, long nowNs) {
    C best = best(nodes, nowNs, true);
    return best != null ? best : best(nodes, nowNs, false);
  }

  /**
   * The node that gets a room that another node has lost, or hands over: by its score alone. Slow
   * start keeps new rooms from one new node; here it would pile a whole node's rooms on the others,
   * the next of which to go would have twice as many to move.
   *
   * @return null where no node takes a room
   */
  public <C extends Candidate> @Nullable C chooseForMoved(List<C> nodes, long nowNs) {
    return best(nodes, nowNs, false);
  }

  /** The node that was chosen gets the room. */
  public void took(Candidate chosen) {
    placed++;
    chosen.slowStart().took();
  }

  /** Why this node would not get the next room; null where it might. */
  public @Nullable Skip skip(Candidate node, long nowNs) {
    Skip skip = node.skip();
    if (skip != null) {
      return skip;
    }
    if (node.load().isFull()) {
      return Skip.FULL;
    }
    return node.slowStart().mayTake(nowNs, placed) ? null : Skip.SLOW_START;
  }

  private <C extends Candidate> @Nullable C best(List<C> nodes, long nowNs, boolean slowly) {
    C best = null;
    double bestScore = Double.POSITIVE_INFINITY;
    int ties = 0;
    for (int i = 0; i < nodes.size(); i++) {
      C node = nodes.get(i);
      if (node.skip() != null || node.load().isFull()) {
        continue;
      }
      if (slowly && !node.slowStart().mayTake(nowNs, placed)) {
        continue;
      }
      double score = node.load().score();
      if (best == null || score < bestScore) {
        best = node;
        bestScore = score;
        ties = 1;
      } else if (score == bestScore && random.nextInt(++ties) == 0) {
        best = node;
      }
    }
    return best;
  }
}
