package usher.router.cluster.move;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.NodeId;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.MoveAnswer;
import usher.router.cluster.MoveAnswer.Word;
import usher.router.cluster.claim.Claims;
import usher.router.cluster.count.Counts.Tally;
import usher.router.cluster.node.NodeRow;
import usher.router.cluster.node.NodeTable;
import usher.router.cluster.node.Turn;
import usher.router.cluster.room.Locator;
import usher.router.cluster.room.Placements;
import usher.router.cluster.room.RoomNews;
import usher.router.pin.Pin;
import usher.router.placement.PlacementPolicy;

/** Who sets rooms on their way: operators, nodes that drain, and the wish to spread the load. */
public final class Movers {
  private static final Logger log = LoggerFactory.getLogger(Movers.class);

  private final ClusterConfig config;
  private final NodeTable nodes;
  private final Placements placements;
  private final Destinations destinations;
  private final Moves moves;

  /** Nodes that drain, and whose rooms nobody takes: said once each. */
  private final Set<NodeRow> stuck = new HashSet<>();

  private long rebalanceNs;

  /**
   * @param claims null where there is no journal
   */
  public Movers(
      ClusterConfig config,
      NodeTable nodes,
      Placements placements,
      Locator locator,
      RoomNews rooms,
      @Nullable Claims claims,
      PlacementPolicy policy,
      Tally tally) {
    this.config = config;
    this.nodes = nodes;
    this.placements = placements;
    this.destinations = new Destinations(config, nodes, policy);
    this.moves = new Moves(config, nodes, placements, locator, rooms, claims, destinations, tally);
  }

  /** The rooms on their way. */
  public Moves moves() {
    return moves;
  }

  /** An operator wants a room elsewhere. */
  public MoveAnswer asked(Turn turn, ClusterEvent.MoveAsked asked) {
    // A room that was handed over and is being claimed has no pin.
    if (moves.isMoving(asked.room())) {
      return new MoveAnswer(Word.MOVING, "this room is on its way already");
    }
    Pin pin = placements.pin(asked.room());
    if (pin == null) {
      return new MoveAnswer(Word.UNKNOWN_ROOM, "this room is pinned to no node");
    }
    NodeRow from = nodes.get(pin.node().incarnation());
    if (from == null || !from.isReachable() || !destinations.movesRooms(from)) {
      return new MoveAnswer(
          Word.NOT_MOVABLE, pin.node() + " does not hand rooms over, or can not now");
    }
    if (moves.isFull()) {
      return new MoveAnswer(
          Word.TOO_MANY_MOVES,
          config.moves().maxUnderWay() + " rooms are on their way: try again soon");
    }
    NodeId named = asked.to();
    NodeRow to = named == null ? destinations.best(from, turn) : nodes.current(named);
    if (to == null) {
      return named == null
          ? new MoveAnswer(Word.NO_NODE, "no other node takes this room")
          : new MoveAnswer(Word.UNKNOWN_NODE, "no node of the id '" + named + "' has registered");
    }
    MoveAnswer refusal = named == null ? null : refusal(from, to);
    if (refusal != null) {
      return refusal;
    }
    moves.begin(turn, pin, from, to);
    return new MoveAnswer(Word.BEGUN, "room " + pin.room() + " moves from " + from + " to " + to);
  }

  private @Nullable MoveAnswer refusal(NodeRow from, NodeRow to) {
    if (from == to) {
      return new MoveAnswer(Word.THERE_ALREADY, "this room is on " + to + " already");
    }
    if (to.isLost()) {
      return new MoveAnswer(Word.UNKNOWN_NODE, to + " is lost");
    }
    if (to.load().isFull()) {
      return new MoveAnswer(Word.NODE_FULL, to + " holds as many rooms or seats as it takes");
    }
    if (to.skip() != null || !destinations.movesRooms(to)) {
      return new MoveAnswer(Word.NODE_NOT_READY, to + " takes no such room now");
    }
    return null;
  }

  /** Time passed: the next rooms of nodes that drain, and one to spread the load. */
  public void tick(Turn turn) {
    moves.tick(turn);
    if (turn.isHolding()) {
      return;
    }
    for (NodeRow node : nodes.live()) {
      if (node.isDraining()) {
        drain(turn, node);
      } else {
        stuck.remove(node);
      }
    }
    stuck.removeIf(NodeRow::isLost);
    if (config.moves().rebalances()) {
      rebalance(turn);
    }
  }

  private void drain(Turn turn, NodeRow node) {
    if (!node.isReachable() || !destinations.movesRooms(node)) {
      return;
    }
    while (!moves.isFull()) {
      Pin pin = next(node);
      if (pin == null) {
        return;
      }
      NodeRow to = destinations.best(node, turn);
      if (to == null) {
        if (stuck.add(node)) {
          log.error(
              "node {} drains, but no other node takes its {} rooms: they stay",
              node,
              node.pins().size());
        }
        return;
      }
      stuck.remove(node);
      moves.begin(turn, pin, node, to);
    }
  }

  private @Nullable Pin next(NodeRow node) {
    return node.pins()
        .find(
            pin -> !pin.isRetired() && !moves.isMoving(pin.room()) && !moves.isResting(pin.room()));
  }

  /** One room from the fullest node to the emptiest, if they differ enough. */
  private void rebalance(Turn turn) {
    if (turn.nowNs() - rebalanceNs < 0 || !moves.isIdle()) {
      return;
    }
    rebalanceNs = turn.nowNs() + config.moves().paceMs() * 1_000_000;
    NodeRow fullest = null;
    for (NodeRow node : nodes.live()) {
      if (node.isReachable()
          && !node.isDraining()
          && destinations.movesRooms(node)
          && node.pins().size() > 0
          && (fullest == null || node.load().score() > fullest.load().score())) {
        fullest = node;
      }
    }
    NodeRow emptiest = fullest == null ? null : destinations.best(fullest, turn);
    if (fullest == null
        || emptiest == null
        || fullest.load().score() - emptiest.load().score() <= config.moves().threshold()) {
      return;
    }
    Pin pin = next(fullest);
    if (pin != null) {
      moves.begin(turn, pin, fullest, emptiest);
    }
  }
}
