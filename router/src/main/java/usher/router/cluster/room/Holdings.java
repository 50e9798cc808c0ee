package usher.router.cluster.room;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.HeldRoom;
import usher.common.room.RoomId;
import usher.router.cluster.count.Counter;
import usher.router.cluster.count.Counts.Tally;
import usher.router.cluster.count.PlacementReason;
import usher.router.cluster.node.NodeRow;
import usher.router.cluster.node.NodeTable;
import usher.router.cluster.node.Registrar.Admission;
import usher.router.cluster.node.Turn;
import usher.router.pin.Epochs;
import usher.router.pin.Pin;

/**
 * Brings the pins into line with the rooms that a node names when it registers. While the router
 * has just started, the higher epoch wins; after that the pin wins, for its node has a lease.
 */
final class Holdings {
  private static final Logger log = LoggerFactory.getLogger(Holdings.class);

  private final NodeTable nodes;
  private final Placements placements;
  private final Tally tally;

  Holdings(NodeTable nodes, Placements placements, Tally tally) {
    this.nodes = nodes;
    this.placements = placements;
    this.tally = tally;
  }

  /** A node that says which rooms it opens and closes registered, and holds these. */
  void learn(Turn turn, Admission admission, Iterable<HeldRoom> rooms, boolean holding) {
    NodeRow node = admission.row();
    Map<RoomId, HeldRoom> held = new HashMap<>();
    for (HeldRoom room : rooms) {
      if (room.epoch() > Epochs.MAX) {
        forget(turn, node, room);
      } else {
        held.merge(room.room(), room, (a, b) -> a.epoch() > b.epoch() ? a : b);
      }
    }
    node.pins()
        .forEach(
            pin -> {
              if (!pin.isRetired() && !held.containsKey(pin.room()) && !underWay(admission, pin)) {
                placements.gone(turn, node, pin, holding);
              }
            });
    for (HeldRoom room : held.values()) {
      placements.saw(room);
      Pin pin = placements.anyPin(room.room());
      if (pin == null) {
        adopt(turn, node, room, holding);
      } else if (pin.node().equals(node.ref())) {
        mine(turn, admission, room, pin, holding);
      } else {
        others(turn, node, room, pin, holding);
      }
    }
    // What is still retired now was not named: the node came back without it.
    nodes.forgetPins(node);
  }

  /** Whether the node may be about to open the room, not having seen its placement yet. */
  private static boolean underWay(Admission admission, Pin pin) {
    return admission.sameConnection() && pin.placement() > admission.row().load().covered();
  }

  private void adopt(Turn turn, NodeRow node, HeldRoom room, boolean holding) {
    if (placements.isFull()) {
      forget(turn, node, room);
      return;
    }
    tally.add(Counter.PINS_LEARNED);
    Pin pin = placements.adopt(turn, room.room(), node, room.epoch());
    if (room.released()) {
      kept(turn, pin);
    } else if (!holding) {
      // Someone else may have had the room since, and closed it: no epoch comes twice.
      placements.raise(turn, node, pin, PlacementReason.RAISED);
    }
  }

  /**
   * The node handed the room over, and nobody else has it: it is named anew, or once all are heard.
   */
  private void kept(Turn turn, Pin pin) {
    HandOver handOver = placements.handOver();
    if (handOver != null) {
      handOver.kept(turn, pin);
    }
  }

  private void mine(Turn turn, Admission admission, HeldRoom room, Pin pin, boolean holding) {
    NodeRow node = admission.row();
    HandOver handOver = placements.handOver();
    if (handOver != null && !room.released() && !pin.isRetired() && room.epoch() >= pin.epoch()) {
      handOver.arrived(turn, pin);
    }
    if (pin.isRetired()) {
      // The node was lost, and the room has not been placed elsewhere since.
      adopt(turn, node, room, holding);
    } else if (underWay(admission, pin)) {
      return;
    } else if (room.released()) {
      kept(turn, pin);
    } else if (room.epoch() < pin.epoch()) {
      placements.raise(turn, node, pin, PlacementReason.RAISED);
    } else {
      if (room.epoch() > pin.epoch()) {
        pin.raiseEpoch(room.epoch());
      }
      if (!admission.sameConnection()) {
        pin.placed(0);
      }
    }
  }

  private void others(Turn turn, NodeRow node, HeldRoom room, Pin pin, boolean holding) {
    HandOver handOver = placements.handOver();
    if (room.released() && handOver != null && handOver.isOnItsWay(pin)) {
      // It is kept until the room is where it goes.
      return;
    }
    NodeRow other = nodes.get(pin.node().incarnation());
    boolean higher = room.epoch() > pin.epoch();
    if (holding && higher) {
      if (other != null && !pin.isRetired()) {
        placements.end(other, pin);
        forget(turn, other, new HeldRoom(pin.room(), pin.epoch()));
      }
      adopt(turn, node, room, true);
    } else if (!higher || pin.isRetired() || other == null) {
      forget(turn, node, room);
    } else {
      forget(turn, node, room);
      placements.raise(turn, other, pin, PlacementReason.RAISED);
    }
  }

  private void forget(Turn turn, NodeRow node, HeldRoom room) {
    log.info("node {} is told to drop {} @{}", node, room.room(), room.epoch());
    tally.add(Counter.ROOMS_FORGOTTEN);
    node.tellToForget(turn, room);
  }
}
