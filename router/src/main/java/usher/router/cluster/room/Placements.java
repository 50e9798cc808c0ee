package usher.router.cluster.room;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.HeldRoom;
import usher.common.control.RouterMessage;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterEffect;
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
public final class Placements {
  private static final Logger log = LoggerFactory.getLogger(Placements.class);

  private final NodeTable nodes;
  private final PinTable pins;
  private final IdlePins idle;
  private final Epochs epochs;
  private final PlacementPolicy policy;
  private final Tally tally;
  private final int maxRooms;
  private @Nullable HandOver handOver;

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

  /** Who moves rooms, and wants to know when one is not where it was to go. Once only. */
  public void tell(HandOver moves) {
    handOver = moves;
  }

  /** Whoever moves rooms; null where nobody does. */
  public @Nullable HandOver handOver() {
    return handOver;
  }

  /** The room's pin, if it is not retired. */
  public @Nullable Pin pin(RoomId room) {
    Pin pin = pins.get(room);
    return pin == null || pin.isRetired() ? null : pin;
  }

  /** The room's pin, retired or not. */
  public @Nullable Pin anyPin(RoomId room) {
    return pins.get(room);
  }

  /** Whether no more pin fits, also without those of lost nodes. */
  public boolean isFull() {
    if (pins.size() < maxRooms) {
      return false;
    }
    nodes.forgetLostPins();
    return pins.size() >= maxRooms;
  }

  /** The node that would get the next room; null where none takes any. */
  public @Nullable NodeRow choose(Turn turn) {
    return policy.choose(nodes.live(), turn.nowNs());
  }

  /** The node that would get the next room that another node lost, or hands over; null for none. */
  public @Nullable NodeRow chooseForMoved(Turn turn) {
    return policy.chooseForMoved(nodes.live(), turn.nowNs());
  }

  /**
   * Pins a room that has no pin, or a retired one, to the node chosen, and names it to the node.
   */
  Pin place(Turn turn, RoomId room, NodeRow node) {
    Pin before = pins.get(room);
    return place(
        turn, room, node, null, before == null ? PlacementReason.FRESH : PlacementReason.NODE_LOST);
  }

  /**
   * Pins a room that has no pin, or a retired one, to the node chosen, and names it to the node
   * with what another told of it.
   */
  public Pin place(
      Turn turn, RoomId room, NodeRow node, @Nullable String snapshot, PlacementReason reason) {
    policy.took(node);
    Pin pin = adopt(turn, room, node, epochs.next(turn.wallMs()));
    name(turn, node, pin, snapshot, reason);
    return pin;
  }

  /**
   * The journal names this node: pins the room there, and names it to the node, which may know
   * already.
   */
  public void settle(Turn turn, RoomId room, NodeRow node, long epoch, PlacementReason reason) {
    Pin before = pins.get(room);
    if (before != null && !before.isRetired()) {
      if (before.node().equals(node.ref())) {
        if (epoch > before.epoch()) {
          before.raiseEpoch(epoch);
        }
        name(turn, node, before, null, reason);
        return;
      }
      retire(turn, before);
    }
    name(turn, node, adopt(turn, room, node, epoch), null, reason);
  }

  /** Names a room to its node once more, at the epoch it has. */
  public void repeat(Turn turn, NodeRow node, Pin pin) {
    name(turn, node, pin, null, PlacementReason.REPEATED);
  }

  /** Lets nobody into a pin any more, though its node lives, and tells who is in. */
  public void retire(Turn turn, Pin pin) {
    boolean entered = pin.entered() > 0;
    pin.retire();
    if (entered) {
      turn.add(new ClusterEffect.PinRetired(pin));
    }
  }

  /** The claim that is to be made is this node's: it counts as placed from now on. */
  public void promise(NodeRow node) {
    policy.took(node);
    node.load().reserve();
  }

  /** Forgets the room's pin if it is retired. */
  public void forgetRetired(RoomId room) {
    Pin pin = pins.get(room);
    if (pin != null && pin.isRetired()) {
      NodeRow node = nodes.get(pin.node().incarnation());
      if (node != null) {
        node.pins().remove(pin);
      }
      pins.remove(pin);
    }
  }

  /** Pins a room to a node that holds it at this epoch. */
  Pin adopt(Turn turn, RoomId room, NodeRow node, long epoch) {
    Pin before = pins.get(room);
    if (before != null) {
      NodeRow former = nodes.get(before.node().incarnation());
      if (former != null) {
        former.pins().remove(before);
      }
      if (!before.node().equals(node.ref())) {
        boolean lost = former == null || former.isLost();
        turn.add(new ClusterEffect.Repinned(room, before.node(), node.ref(), lost));
      }
    }
    Pin pin = new Pin(room, node.ref(), epoch, turn.nowNs());
    pins.put(pin);
    node.pins().add(pin);
    epochs.saw(epoch);
    if (!node.reportsRooms()) {
      idle.emptied(pin, turn.nowNs());
    }
    return pin;
  }

  /** Names a room to its node anew, at a higher epoch. */
  public void raise(Turn turn, NodeRow node, Pin pin, PlacementReason reason) {
    pin.raiseEpoch(epochs.next(turn.wallMs()));
    name(turn, node, pin, null, reason);
  }

  /**
   * The node does not hold this room, and will not open it at this epoch: if someone has entered,
   * it is asked to open the room anew.
   */
  void gone(Turn turn, NodeRow node, Pin pin, boolean holding) {
    if (handOver != null && handOver.tookBack(turn, pin)) {
      return;
    }
    if (pin.retireIfEmpty()) {
      drop(node, pin);
    } else if (node.isSound() && !holding) {
      raise(turn, node, pin, PlacementReason.REOPENED);
    } else {
      end(node, pin);
    }
  }

  /** Retires a pin and forgets it. */
  public void end(NodeRow node, Pin pin) {
    pin.retire();
    drop(node, pin);
  }

  /** Forgets a pin that is retired, or is about to be. */
  public void drop(NodeRow node, Pin pin) {
    node.pins().remove(pin);
    pins.remove(pin);
  }

  /** A node named this epoch. */
  void saw(HeldRoom held) {
    epochs.saw(held.epoch());
  }

  private void name(
      Turn turn, NodeRow node, Pin pin, @Nullable String snapshot, PlacementReason reason) {
    long number = node.load().place();
    pin.placed(number);
    tally.add(reason);
    log.debug("room {} -> {}: {}", pin.room(), pin, reason.word());
    node.say(turn, new RouterMessage.Place(pin.room(), pin.epoch(), number, snapshot));
  }
}
