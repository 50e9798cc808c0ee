package usher.router.cluster.room;

import org.jspecify.annotations.Nullable;
import usher.common.control.HeldRoom;
import usher.common.control.NodeMessage;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.count.Counter;
import usher.router.cluster.count.Counts.Tally;
import usher.router.cluster.node.NodeRow;
import usher.router.cluster.node.NodeTable;
import usher.router.cluster.node.Registrar.Admission;
import usher.router.cluster.node.Turn;
import usher.router.pin.Epochs;
import usher.router.pin.IdlePins;
import usher.router.pin.Pin;
import usher.router.pin.PinTable;
import usher.router.placement.PlacementPolicy;

/** The rooms of a cluster: what nodes say of them, and what becomes of their pins. */
public final class Rooms {
  private final NodeTable nodes;
  private final Tally tally;
  private final IdlePins idle;
  private final Placements placements;
  private final Holdings holdings;
  private final Locator locator;

  public Rooms(
      ClusterConfig config, NodeTable nodes, PinTable pins, PlacementPolicy policy, Tally tally) {
    this.nodes = nodes;
    this.tally = tally;
    this.idle = new IdlePins(config.lingerMs() * 1_000_000);
    this.placements =
        new Placements(nodes, pins, idle, new Epochs(), policy, tally, config.maxRooms());
    this.holdings = new Holdings(nodes, placements, tally);
    this.locator = new Locator(config, nodes, placements, tally);
  }

  /** Who asks for rooms. */
  public Locator locator() {
    return locator;
  }

  /** A node registered, and named the rooms it holds. */
  public void registered(
      Turn turn, Admission admission, NodeMessage.Register register, boolean holding) {
    if (register.reportsRooms()) {
      holdings.learn(turn, admission, register.rooms(), holding);
    }
  }

  /** A room came up on a node; one that is not pinned there is told away. */
  public void opened(Turn turn, NodeRow node, NodeMessage.Opened opened) {
    Pin pin = placements.pin(opened.room());
    if (node.isLost() || (pin != null && pin.node().equals(node.ref()))) {
      return;
    }
    tally.add(Counter.ROOMS_FORGOTTEN);
    node.tellToForget(turn, new HeldRoom(opened.room(), opened.epoch()));
  }

  /** A node holds a room no more, at this epoch. */
  public void closed(Turn turn, NodeRow node, RoomId room, long epoch, boolean holding) {
    Pin pin = pinOn(node, room);
    if (pin != null && pin.epoch() <= epoch) {
      placements.gone(turn, node, pin, holding);
    }
  }

  /**
   * Someone asked a node for a room that it does not hold. That counts only if the node has seen
   * the placement: else it is about to open the room.
   */
  public void stale(NodeRow node, NodeMessage.Stale stale) {
    Pin pin = pinOn(node, stale.room());
    if (pin == null || pin.placement() > stale.placement()) {
      tally.add(Counter.STALE_IGNORED);
      return;
    }
    tally.add(Counter.STALE_TAKEN);
    placements.end(node, pin);
  }

  /** The last connection left a pin. */
  public void emptied(Turn turn, Pin pin) {
    NodeRow node = nodes.get(pin.node().incarnation());
    if (node != null && !node.reportsRooms() && !pin.isRetired()) {
      idle.emptied(pin, turn.nowNs());
    }
  }

  /** Time passed: requests and pins whose time is up. */
  public void tick(Turn turn) {
    locator.expire(turn);
    idle.expire(turn.nowNs(), this::lingered);
  }

  private void lingered(Pin pin) {
    NodeRow node = nodes.get(pin.node().incarnation());
    if (node != null) {
      placements.drop(node, pin);
    }
  }

  private @Nullable Pin pinOn(NodeRow node, RoomId room) {
    Pin pin = placements.pin(room);
    return pin != null && pin.node().equals(node.ref()) ? pin : null;
  }
}
