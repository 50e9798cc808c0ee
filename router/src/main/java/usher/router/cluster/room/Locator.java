package usher.router.cluster.room;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
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
  private @Nullable RoomClaims claims;
  private @Nullable Predicate<RoomId> moving;

  Locator(ClusterConfig config, NodeTable nodes, Placements placements, Tally tally) {
    this.config = config;
    this.nodes = nodes;
    this.placements = placements;
    this.waiters = new Waiters(config.maxWaiters());
    this.tally = tally;
  }

  /** Rooms have their owners in a journal. Once only. */
  public void ask(RoomClaims journal) {
    claims = journal;
  }

  /** Nobody is shown into a room that is on its way. Once only. */
  public void waitFor(Predicate<RoomId> isMoving) {
    moving = isMoving;
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

  /** Whether someone waits for this room. */
  public boolean isWanted(RoomId room) {
    return waiters.has(room);
  }

  /** Something changed that requests for this room may have waited for. */
  public void retry(Turn turn, RoomId room) {
    waiters.retry(room, locate -> answered(turn, locate, turn.isHolding()));
  }

  /** This room can be served nowhere: whoever waits for it is told. */
  public void refuse(Turn turn, RoomId room, CloseReason reason) {
    waiters.retry(
        room,
        locate -> {
          nowhere(turn, locate, reason);
          return true;
        });
  }

  /** No node takes this room: whoever waits is told, unless a node may be there soon. */
  public void noNode(Turn turn, RoomId room) {
    if (!turn.isHolding() && !isNodeComing()) {
      refuse(turn, room, CloseReason.NO_NODE);
    }
  }

  /** Answers the requests whose time is up. */
  public void expire(Turn turn) {
    waiters.expire(
        turn.nowNs(),
        locate -> {
          boolean unanswered = claims != null && claims.isUnanswered(locate.room());
          nowhere(
              turn,
              locate,
              unanswered ? CloseReason.JOURNAL_UNAVAILABLE : CloseReason.ROOM_UNAVAILABLE);
        });
  }

  private boolean answered(Turn turn, Locate locate, boolean holding) {
    RoomClaims journal = claims;
    if ((moving != null && moving.test(locate.room()))
        || (journal != null && journal.isBusy(locate.room()))) {
      return false;
    }
    Pin pin = placements.pin(locate.room());
    if (pin != null) {
      NodeRow node = nodes.get(pin.node().incarnation());
      if (node == null || node.isSuspect()) {
        return false;
      }
      turn.add(new ClusterEffect.Answer(locate.listener(), new Located.At(pin)));
      return true;
    }
    if (holding && journal == null) {
      return false;
    }
    if (placements.anyPin(locate.room()) == null && placements.isFull()) {
      nowhere(turn, locate, CloseReason.TOO_MANY_ROOMS);
      return true;
    }
    if (journal != null) {
      journal.need(turn, locate.room());
      return false;
    }
    boolean isFresh = placements.anyPin(locate.room()) == null;
    NodeRow chosen = isFresh ? placements.choose(turn) : placements.chooseForMoved(turn);
    if (chosen != null) {
      Pin placed = placements.place(turn, locate.room(), chosen);
      turn.add(new ClusterEffect.Answer(locate.listener(), new Located.At(placed)));
      return true;
    }
    if (isNodeComing()) {
      return false;
    }
    nowhere(turn, locate, CloseReason.NO_NODE);
    return true;
  }

  private boolean isNodeComing() {
    for (NodeRow node : nodes.live()) {
      if (node.isProvingAddress()) {
        return true;
      }
    }
    return false;
  }

  private void nowhere(Turn turn, Locate locate, CloseReason reason) {
    tally.add(reason);
    long retryMs = Math.min(RETRY_MS, config.leaseMs());
    turn.add(new ClusterEffect.Answer(locate.listener(), new Located.Nowhere(reason, retryMs)));
  }
}
