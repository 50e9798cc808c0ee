package usher.router.cluster.room;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.HeldRoom;
import usher.common.control.RouterMessage;
import usher.common.room.RoomId;
import usher.router.cluster.count.Counts.Tally;
import usher.router.cluster.count.PlacementReason;
import usher.router.cluster.node.NodeRow;
import usher.router.cluster.node.NodeTable;
import usher.router.cluster.node.Turn;
import usher.router.pin.Epochs;
import usher.router.pin.IdlePins;
import usher.router.pin.Pin;
import usher.router.pin.PinTable;
import usher.router.placement.PlacementPolicy;

/** Makes pins, raises and ends them: the only writer of the pin table besides lost nodes. */
final class Placements {
  private static final Logger log = LoggerFactory.getLogger(Placements.class);

  private final NodeTable nodes;
  private final PinTable pins;
  private final IdlePins idle;
  private final Epochs epochs;
  private final PlacementPolicy policy;
  private final Tally tally;
  private final int maxRooms;

  Placements(
      NodeTable nodes,
      PinTable pins,
      IdlePins idle,
      Epochs epochs,
      PlacementPolicy policy,
      Tally tally,
      int maxRooms) {
    this.nodes = nodes;
    this.pins = pins;
    this.idle = idle;
    this.epochs = epochs;
    this.policy = policy;
    this.tally = tally;
    this.maxRooms = maxRooms;
  }

  /** The room's pin, if it is not retired. */
  @Nullable Pin pin(RoomId room) {
    Pin pin = pins.get(room);
    return pin == null || pin.isRetired() ? null : pin;
  }

  /** The room's pin, retired or not. */
  @Nullable Pin anyPin(RoomId room) {
    return pins.get(room);
  }

  /** Whether no more pin fits, also without those of lost nodes. */
  boolean isFull() {
    if (pins.size() < maxRooms) {
      return false;
    }
    nodes.forgetLostPins();
    return pins.size() >= maxRooms;
  }

  /** The node that would get the next room; null where none takes any. */
  @Nullable NodeRow choose(Turn turn) {
    return policy.choose(nodes.live(), turn.nowNs());
  }

  /**
   * Pins a room that has no pin, or a retired one, to the node chosen, and names it to the node.
   */
  Pin place(Turn turn, RoomId room, NodeRow node) {
    Pin before = pins.get(room);
    policy.took(node);
    Pin pin = adopt(room, node, epochs.next(turn.wallMs()), turn.nowNs());
    name(turn, node, pin, before == null ? PlacementReason.FRESH : PlacementReason.NODE_LOST);
    return pin;
  }

  /** Pins a room to a node that holds it at this epoch. */
  Pin adopt(RoomId room, NodeRow node, long epoch, long nowNs) {
    Pin before = pins.get(room);
    if (before != null) {
      NodeRow former = nodes.get(before.node().incarnation());
      if (former != null) {
        former.pins().remove(before);
      }
    }
    Pin pin = new Pin(room, node.ref(), epoch);
    pins.put(pin);
    node.pins().add(pin);
    epochs.saw(epoch);
    if (!node.reportsRooms()) {
      idle.emptied(pin, nowNs);
    }
    return pin;
  }

  /** Names a room to its node anew, at a higher epoch. */
  void raise(Turn turn, NodeRow node, Pin pin, PlacementReason reason) {
    pin.raiseEpoch(epochs.next(turn.wallMs()));
    name(turn, node, pin, reason);
  }

  /**
   * The node does not hold this room, and will not open it at this epoch: if someone has entered,
   * it is asked to open the room anew.
   */
  void gone(Turn turn, NodeRow node, Pin pin, boolean holding) {
    if (pin.retireIfEmpty()) {
      drop(node, pin);
    } else if (node.isSound() && !holding) {
      raise(turn, node, pin, PlacementReason.REOPENED);
    } else {
      end(node, pin);
    }
  }

  /** Retires a pin and forgets it. */
  void end(NodeRow node, Pin pin) {
    pin.retire();
    drop(node, pin);
  }

  /** Forgets a retired pin. */
  void drop(NodeRow node, Pin pin) {
    node.pins().remove(pin);
    pins.remove(pin);
  }

  /** A node named this epoch. */
  void saw(HeldRoom held) {
    epochs.saw(held.epoch());
  }

  private void name(Turn turn, NodeRow node, Pin pin, PlacementReason reason) {
    long number = node.load().place();
    pin.placed(number);
    tally.add(reason);
    log.debug("room {} -> {}: {}", pin.room(), pin, reason.word());
    node.say(turn, new RouterMessage.Place(pin.room(), pin.epoch(), number, null));
  }
}
