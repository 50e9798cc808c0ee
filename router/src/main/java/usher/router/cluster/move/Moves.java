package usher.router.cluster.move;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.HeldRoom;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.claim.Claims;
import usher.router.cluster.count.Counts.Tally;
import usher.router.cluster.count.MoveOutcome;
import usher.router.cluster.count.PlacementReason;
import usher.router.cluster.move.Move.Phase;
import usher.router.cluster.node.NodeRow;
import usher.router.cluster.node.NodeTable;
import usher.router.cluster.node.Turn;
import usher.router.cluster.room.HandOver;
import usher.router.cluster.room.Locator;
import usher.router.cluster.room.Placements;
import usher.router.cluster.room.RoomNews;
import usher.router.pin.Epochs;
import usher.router.pin.Pin;

/**
 * Rooms on their way: release, then claim, then place. Without a journal what the room is travels
 * through the router; its former node keeps it frozen, and is told to forget it only when the other
 * has opened it. Whatever goes wrong before, the room goes on where it was.
 */
public final class Moves implements HandOver {
  private static final Logger log = LoggerFactory.getLogger(Moves.class);

  private final ClusterConfig config;
  private final NodeTable nodes;
  private final Placements placements;
  private final Locator locator;
  private final RoomNews rooms;
  private final @Nullable Claims claims;
  private final Destinations destinations;
  private final Tally tally;

  /** At most {@link usher.router.cluster.MoveConfig#maxUnderWay}, and those that nodes began. */
  private final Map<RoomId, Move> moves = new LinkedHashMap<>();

  /** Rooms whose move failed, and until when they are left alone; bounded by their nodes' rooms. */
  private final Map<RoomId, Long> resting = new HashMap<>();

  /** Rooms that nodes keep, while the router does not know yet who else has them. */
  private final List<Pin> kept = new ArrayList<>();

  /**
   * @param claims null where there is no journal
   */
  Moves(
      ClusterConfig config,
      NodeTable nodes,
      Placements placements,
      Locator locator,
      RoomNews rooms,
      @Nullable Claims claims,
      Destinations destinations,
      Tally tally) {
    this.config = config;
    this.nodes = nodes;
    this.placements = placements;
    this.locator = locator;
    this.rooms = rooms;
    this.claims = claims;
    this.destinations = destinations;
    this.tally = tally;
  }

  /** Whether the room's node was asked for it, so that nobody is shown in. */
  public boolean isReleasing(RoomId room) {
    Move move = moves.get(room);
    return move != null && move.phase == Phase.RELEASING;
  }

  /** Whether the room is on its way. */
  public boolean isMoving(RoomId room) {
    return moves.containsKey(room) || (claims != null && claims.isBusy(room));
  }

  /** Whether a move of the room failed a while ago. */
  boolean isResting(RoomId room) {
    return resting.containsKey(room);
  }

  /** Whether as many rooms as may are on their way. */
  boolean isFull() {
    return moves.size() >= config.moves().maxUnderWay();
  }

  boolean isIdle() {
    return moves.isEmpty();
  }

  /** Asks a pin's node for its room, which is to go to another. */
  void begin(Turn turn, Pin pin, NodeRow from, NodeRow to) {
    log.info("room {} moves from {} to {}", pin.room(), from, to);
    to.load().reserve();
    moves.put(
        pin.room(), new Move(pin, from, to, turn.nowNs() + config.moves().releaseMs() * 1_000_000));
    from.say(turn, new RouterMessage.Release(pin.room(), pin.epoch()));
  }

  /** A node handed a room over. */
  public void released(Turn turn, NodeRow node, NodeMessage.Released said) {
    RoomId room = said.room();
    Pin pin = placements.pin(room);
    if (pin == null || !pin.node().equals(node.ref()) || said.epoch() < pin.epoch()) {
      return;
    }
    Move move = moves.get(room);
    if (move != null && move.phase != Phase.RELEASING) {
      return;
    }
    boolean journaled = destinations.isJournaled(node);
    if (journaled && claims != null && move != null) {
      claim(turn, move, claims, said.epoch());
      return;
    }
    if (move != null) {
      move.to.load().release();
    }
    if (!journaled && said.snapshot() != null) {
      hand(turn, node, move, pin, said);
    } else {
      moves.remove(room);
      rooms.closed(turn, node, room, said.epoch());
    }
  }

  /**
   * A node said on a link that it does not hold a room: if it was asked for it, and the journal has
   * it, that is as good as its word that it handed the room over, which comes by another way.
   *
   * @return false if the room is not on its way from there
   */
  public boolean staleHeard(Turn turn, ClusterEvent.StaleHeard heard) {
    Pin pin = heard.pin();
    Move move = moves.get(pin.room());
    if (claims == null
        || move == null
        || move.phase != Phase.RELEASING
        || move.pin != pin
        || placements.pin(pin.room()) != pin
        || heard.epoch() < pin.epoch()
        || !destinations.isJournaled(move.from)) {
      return false;
    }
    claim(turn, move, claims, Math.min(heard.epoch(), Epochs.MAX));
    return true;
  }

  private void claim(Turn turn, Move move, Claims by, long epoch) {
    RoomId room = move.pin.room();
    move.phase = Phase.CLAIMING;
    move.to.load().release();
    by.distrust(room, move.from, epoch);
    placements.retire(turn, move.pin);
    by.hand(turn, room, epoch, move.to);
  }

  /** Gives all that a room is to another node, or back to its own where there is none. */
  private void hand(
      Turn turn, NodeRow node, @Nullable Move asked, Pin pin, NodeMessage.Released said) {
    NodeRow to =
        asked != null && destinations.takes(node, asked.to, turn)
            ? asked.to
            : destinations.best(node, turn);
    placements.retire(turn, pin);
    if (to == null) {
      moves.remove(pin.room());
      giveBack(turn, pin.room(), node);
      return;
    }
    Move move = new Move(pin, node, to, turn.nowNs());
    move.phase = Phase.OPENING;
    move.keptEpoch = said.epoch();
    move.target = placements.place(turn, pin.room(), to, said.snapshot(), PlacementReason.MOVED);
    moves.put(pin.room(), move);
    locator.retry(turn, pin.room());
  }

  private void giveBack(Turn turn, RoomId room, NodeRow keeper) {
    tally.add(MoveOutcome.BACK);
    log.warn("room {} goes on at {}: no other node opened it", room, keeper);
    rest(turn, room);
    placements.place(turn, room, keeper, null, PlacementReason.MOVED);
    locator.retry(turn, room);
  }

  @Override
  public boolean isOnItsWay(Pin pin) {
    Move move = moves.get(pin.room());
    return move != null && move.phase == Phase.OPENING && move.target == pin;
  }

  @Override
  public boolean tookBack(Turn turn, Pin pin) {
    Move move = moves.get(pin.room());
    if (move == null || move.phase != Phase.OPENING || move.target != pin) {
      return false;
    }
    moves.remove(pin.room());
    if (move.from.isLost()) {
      tally.add(MoveOutcome.OVERTAKEN);
      return false;
    }
    if (!pin.isRetired()) {
      placements.retire(turn, pin);
    }
    giveBack(turn, pin.room(), move.from);
    return true;
  }

  @Override
  public void arrived(Turn turn, Pin pin) {
    Move move = moves.get(pin.room());
    if (move == null) {
      return;
    }
    if (move.phase == Phase.CLAIMING) {
      claimed(turn, move);
    }
    if (move.target != pin) {
      return;
    }
    if (move.phase == Phase.ARRIVING) {
      end(turn, pin.room(), MoveOutcome.DONE);
    } else {
      moves.remove(pin.room());
      tally.add(MoveOutcome.DONE);
      if (!move.from.isLost()) {
        move.from.tellToForget(turn, new HeldRoom(pin.room(), move.keptEpoch));
      }
    }
  }

  @Override
  public void kept(Turn turn, Pin pin) {
    if (isReleasing(pin.room())) {
      end(turn, pin.room(), MoveOutcome.BACK);
    }
    if (turn.isHolding()) {
      kept.add(pin);
    } else {
      goOn(turn, pin);
    }
  }

  private void goOn(Turn turn, Pin pin) {
    NodeRow node = nodes.get(pin.node().incarnation());
    if (node != null && placements.pin(pin.room()) == pin) {
      placements.raise(turn, node, pin, PlacementReason.MOVED);
    }
  }

  /** A node was lost; what becomes of the pins to it is not decided here. */
  public void lost(Turn turn, NodeRow node) {
    for (Move move : List.copyOf(moves.values())) {
      if (move.from == node && move.phase == Phase.RELEASING) {
        end(turn, move.pin.room(), MoveOutcome.OVERTAKEN);
      }
    }
  }

  /** Time passed. */
  public void tick(Turn turn) {
    if (!turn.isHolding() && !kept.isEmpty()) {
      List<Pin> now = List.copyOf(kept);
      kept.clear();
      now.forEach(pin -> goOn(turn, pin));
    }
    resting.values().removeIf(dueNs -> dueNs - turn.nowNs() <= 0);
    if (moves.isEmpty()) {
      return;
    }
    for (Move move : List.copyOf(moves.values())) {
      if (move.phase == Phase.CLAIMING) {
        claimed(turn, move);
      } else if (move.phase == Phase.RELEASING) {
        releasing(turn, move);
      } else if (move.phase == Phase.ARRIVING) {
        arriving(turn, move);
      }
    }
  }

  private void claimed(Turn turn, Move move) {
    RoomId room = move.pin.room();
    if (claims != null && !claims.isBusy(room)) {
      Pin now = placements.pin(room);
      if (now == null) {
        end(turn, room, MoveOutcome.DONE);
      } else if (now.node().equals(move.pin.node())) {
        end(turn, room, MoveOutcome.BACK);
      } else {
        move.phase = Phase.ARRIVING;
        move.target = now;
        move.dueNs = turn.nowNs() + config.moves().releaseMs() * 1_000_000;
      }
    }
  }

  /** A room counts as under way until it is up again, so that moves do not crowd each other. */
  private void arriving(Turn turn, Move move) {
    boolean elsewhere = placements.pin(move.pin.room()) != move.target;
    if (elsewhere || move.dueNs - turn.nowNs() <= 0) {
      end(turn, move.pin.room(), MoveOutcome.DONE);
    }
  }

  private void releasing(Turn turn, Move move) {
    RoomId room = move.pin.room();
    Pin pin = placements.pin(room);
    if (pin != move.pin || (claims != null && claims.isBusy(room))) {
      end(turn, room, MoveOutcome.OVERTAKEN);
    } else if (move.dueNs - turn.nowNs() <= 0) {
      log.warn("room {}: {} did not hand it over in time", room, move.from);
      end(turn, room, MoveOutcome.TIMEOUT);
      if (claims != null) {
        // A journal needs no word of the former node: whatever it appends from here on is refused.
        claims.distrust(room, move.from, pin.epoch() + 1);
        placements.retire(turn, pin);
        claims.need(turn, room, move.to);
      }
      locator.retry(turn, room);
    }
  }

  private void end(Turn turn, RoomId room, MoveOutcome outcome) {
    Move move = moves.remove(room);
    if (move == null) {
      return;
    }
    if (move.phase == Phase.RELEASING) {
      move.to.load().release();
    }
    tally.add(outcome);
    if (outcome != MoveOutcome.DONE) {
      rest(turn, room);
    }
    locator.retry(turn, room);
  }

  private void rest(Turn turn, RoomId room) {
    resting.put(room, turn.nowNs() + config.moves().restMs() * 1_000_000);
  }
}
