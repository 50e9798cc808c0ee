package usher.router.cluster.room;

import usher.common.player.CloseReason;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.ClusterEffect;
import usher.router.cluster.ClusterEvent.Locate;
import usher.router.cluster.Located;
import usher.router.cluster.count.Counter;
import usher.router.cluster.count.Counts.Tally;
import usher.router.cluster.node.NodeRow;
import usher.router.cluster.node.NodeTable;
import usher.router.cluster.node.Turn;
import usher.router.pin.Pin;

/** Answers requests for rooms: at once where it can, else when something changes, or too late. */
public final class Locator {
  private static final long RETRY_MS = 1_000;

  private final ClusterConfig config;
  private final NodeTable nodes;
  private final Placements placements;
  private final Waiters waiters;
  private final Tally tally;

  Locator(ClusterConfig config, NodeTable nodes, Placements placements, Tally tally) {
    this.config = config;
    this.nodes = nodes;
    this.placements = placements;
    this.waiters = new Waiters(config.maxWaiters());
    this.tally = tally;
  }

  /** How many requests wait. */
  public int waiting() {
    return waiters.size();
  }

  /**
   * Someone wants into a room.
   *
   * @param holding whether the router has just started, and places no room that it does not know
   */
  public void locate(Turn turn, Locate locate, boolean holding) {
    if (answered(turn, locate, holding)) {
      return;
    }
    if (locate.deadlineNs() - turn.nowNs() > 0 && waiters.add(locate)) {
      tally.add(Counter.WAITS);
    } else {
      nowhere(turn, locate, CloseReason.ROOM_UNAVAILABLE);
    }
  }

  /** Something changed that requests may have waited for. */
  public void retry(Turn turn, boolean holding) {
    if (waiters.size() > 0) {
      waiters.retry(locate -> answered(turn, locate, holding));
    }
  }

  /** Answers the requests whose time is up. */
  public void expire(Turn turn) {
    waiters.expire(turn.nowNs(), locate -> nowhere(turn, locate, CloseReason.ROOM_UNAVAILABLE));
  }

  private boolean answered(Turn turn, Locate locate, boolean holding) {
    Pin pin = placements.pin(locate.room());
    if (pin != null) {
      NodeRow node = nodes.get(pin.node().incarnation());
      if (node == null || node.isSuspect()) {
        return false;
      }
      turn.add(new ClusterEffect.Answer(locate.listener(), new Located.At(pin)));
      return true;
    }
    if (holding) {
      return false;
    }
    if (placements.anyPin(locate.room()) == null && placements.isFull()) {
      nowhere(turn, locate, CloseReason.TOO_MANY_ROOMS);
      return true;
    }
    NodeRow chosen = placements.choose(turn);
    if (chosen != null) {
      Pin placed = placements.place(turn, locate.room(), chosen);
      turn.add(new ClusterEffect.Answer(locate.listener(), new Located.At(placed)));
      return true;
    }
    for (NodeRow node : nodes.live()) {
      if (node.isProvingAddress()) {
        return false;
      }
    }
    nowhere(turn, locate, CloseReason.NO_NODE);
    return true;
  }

  private void nowhere(Turn turn, Locate locate, CloseReason reason) {
    tally.add(reason);
    long retryMs = Math.min(RETRY_MS, config.leaseMs());
    turn.add(new ClusterEffect.Answer(locate.listener(), new Located.Nowhere(reason, retryMs)));
  }
}
