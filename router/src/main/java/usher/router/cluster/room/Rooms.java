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
public final class Rooms implements RoomNews {
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

  /** Who makes pins. */
  public Placements placements() {
    return placements;
  }

  @Override
  public void registered(Turn turn, Admission admission, NodeMessage.Register register) {
    if (register.reportsRooms()) {
      holdings.learn(turn, admission, register.rooms(), turn.isHolding());
    }
  }

  /** One that is not pinned there is told away. */
  @Override
  public void opened(Turn turn, NodeRow node, NodeMessage.Opened opened) {
    Pin pin = placements.pin(opened.room());
    HandOver handOver = placements.handOver();
    if (handOver != null
        && pin != null
        && pin.node().equals(node.ref())
        && pin.epoch() <= opened.epoch()) {
      handOver.arrived(turn, pin);
    }
    if (node.isLost() || (pin != null && pin.node().equals(node.ref()))) {
      return;
    }
    tally.add(Counter.ROOMS_FORGOTTEN);
    node.tellToForget(turn, new HeldRoom(opened.room(), opened.epoch()));
  }

  @Override
  public void closed(Turn turn, NodeRow node, RoomId room, long epoch) {
    Pin pin = pinOn(node, room);
    if (pin != null && pin.epoch() <= epoch) {
      placements.gone(turn, node, pin, turn.isHolding());
    }
  }

  /** It counts only if the node has seen the placement: else it is about to open the room. */
  @Override
  public void stale(Turn turn, NodeRow node, NodeMessage.Stale stale) {
    Pin pin = pinOn(node, stale.room());
    if (pin == null || pin.placement() > stale.placement()) {
      tally.add(Counter.STALE_IGNORED);
      return;
    }
    tally.add(Counter.STALE_TAKEN);
    HandOver handOver = placements.handOver();
    if (handOver == null || !handOver.tookBack(turn, pin)) {
      placements.end(node, pin);
    }
  }

  /**
   * A node said {@code stale} on a link. Without a journal what it says on control decides, in
   * order with what it says of placements; a link tells no placement, and proves nothing.
   */
  public void staleHeard() {
    tally.add(Counter.STALE_IGNORED);
  }

  /** Its pins are remembered, retired: it may come back, and name its rooms. */
  @Override
  public void lost(Turn turn, NodeRow node) {
    HandOver handOver = placements.handOver();
    if (handOver != null) {
      node.pins().forEach(pin -> handOver.tookBack(turn, pin));
    }
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
