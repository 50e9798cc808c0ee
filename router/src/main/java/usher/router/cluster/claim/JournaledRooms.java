package usher.router.cluster.claim;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.HeldRoom;
import usher.common.control.NodeMessage;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.count.Counter;
import usher.router.cluster.count.Counts.Tally;
import usher.router.cluster.node.NodeRow;
import usher.router.cluster.node.NodeTable;
import usher.router.cluster.node.Registrar.Admission;
import usher.router.cluster.node.Turn;
import usher.router.cluster.room.HandOver;
import usher.router.cluster.room.Locator;
import usher.router.cluster.room.Placements;
import usher.router.cluster.room.RoomNews;
import usher.router.pin.Epochs;
import usher.router.pin.Pin;

/**
 * Rooms whose owners a journal names. What a node registers is a hint only: no pin is learned or
 * forgotten from it. A node that does not hold the room it is pinned with is distrusted at that
 * epoch, and the room is claimed anew.
 */
public final class JournaledRooms implements RoomNews {
  private static final Logger log = LoggerFactory.getLogger(JournaledRooms.class);

  private final NodeTable nodes;
  private final Placements placements;
  private final Locator locator;
  private final Claims claims;
  private final Tally tally;

  public JournaledRooms(
      NodeTable nodes, Placements placements, Locator locator, Claims claims, Tally tally) {
    this.nodes = nodes;
    this.placements = placements;
    this.locator = locator;
    this.claims = claims;
    this.tally = tally;
  }

  @Override
  public void registered(Turn turn, Admission admission, NodeMessage.Register register) {
    NodeRow node = admission.row();
    nodes.forgetPins(node);
    if (!register.reportsRooms()) {
      return;
    }
    Map<RoomId, Long> held = new HashMap<>();
    register.rooms().forEach(room -> held.put(room.room(), room.epoch()));
    if (!admission.sameConnection()) {
      // What was said on the former connection may not have been heard.
      node.pins()
          .forEach(
              pin -> {
                if (held.getOrDefault(pin.room(), 0L) < pin.epoch()) {
                  placements.repeat(turn, node, pin);
                }
              });
    }
    if (!node.journals()) {
      for (HeldRoom room : register.rooms()) {
        Pin pin = placements.pin(room.room());
        if (pin != null && !pin.node().equals(node.ref())) {
          forget(turn, node, room);
        }
      }
    }
  }

  @Override
  public void opened(Turn turn, NodeRow node, NodeMessage.Opened opened) {
    Pin pin = placements.pin(opened.room());
    if (pin != null && pin.node().equals(node.ref())) {
      HandOver moves = placements.handOver();
      if (moves != null && pin.epoch() <= opened.epoch()) {
        moves.arrived(turn, pin);
      }
    } else if (!node.journals() && !claims.isBusy(opened.room())) {
      forget(turn, node, new HeldRoom(opened.room(), opened.epoch()));
    }
  }

  @Override
  public void closed(Turn turn, NodeRow node, RoomId room, long epoch) {
    Pin pin = placements.pin(room);
    if (pin == null || !pin.node().equals(node.ref()) || pin.epoch() > epoch) {
      return;
    }
    claims.distrust(room, node, epoch);
    if (claims.isBusy(room)) {
      return;
    }
    if (!locator.isWanted(room) && pin.retireIfEmpty()) {
      placements.drop(node, pin);
    } else {
      // Someone entered just as it closed, and is on the way to this node: it gets the room again.
      claims.need(turn, room, node);
    }
  }

  @Override
  public void stale(Turn turn, NodeRow node, NodeMessage.Stale stale) {
    Pin pin = placements.pin(stale.room());
    if (pin == null
        || !pin.node().equals(node.ref())
        || pin.placement() > stale.placement()
        || claims.isBusy(stale.room())) {
      tally.add(Counter.STALE_IGNORED);
      return;
    }
    distrusted(turn, node, pin, pin.epoch());
  }

  /** A node said on a link that it does not hold the room it is pinned with. */
  public void staleHeard(Turn turn, ClusterEvent.StaleHeard heard) {
    Pin pin = heard.pin();
    NodeRow node = nodes.get(pin.node().incarnation());
    if (node == null
        || pin.isRetired()
        || placements.anyPin(pin.room()) != pin
        || heard.epoch() < pin.epoch()
        || claims.isBusy(pin.room())) {
      tally.add(Counter.STALE_IGNORED);
      return;
    }
    distrusted(turn, node, pin, Math.min(heard.epoch(), Epochs.MAX));
  }

  /** The pinned node speaks at a higher epoch: it claimed the room anew itself. */
  public void epochHeard(ClusterEvent.EpochHeard heard) {
    Pin pin = heard.pin();
    if (!pin.isRetired() && heard.epoch() > pin.epoch() && heard.epoch() <= Epochs.MAX) {
      pin.raiseEpoch(heard.epoch());
    }
  }

  @Override
  public void lost(Turn turn, NodeRow node) {
    node.pins()
        .forEach(
            pin -> {
              if (pin.entered() > 0 || locator.isWanted(pin.room())) {
                claims.need(turn, pin.room());
              } else if (!claims.isBusy(pin.room())) {
                placements.drop(node, pin);
              }
            });
  }

  private void distrusted(Turn turn, NodeRow node, Pin pin, long epoch) {
    tally.add(Counter.STALE_TAKEN);
    claims.distrust(pin.room(), node, epoch);
    reclaim(turn, node, pin);
  }

  private void reclaim(Turn turn, NodeRow node, Pin pin) {
    placements.retire(turn, pin);
    if (pin.entered() > 0 || locator.isWanted(pin.room())) {
      claims.need(turn, pin.room());
    } else {
      placements.drop(node, pin);
    }
  }

  private void forget(Turn turn, NodeRow node, HeldRoom room) {
    log.info("node {} is told to drop {} @{}", node, room.room(), room.epoch());
    tally.add(Counter.ROOMS_FORGOTTEN);
    node.tellToForget(turn, room);
  }
}
