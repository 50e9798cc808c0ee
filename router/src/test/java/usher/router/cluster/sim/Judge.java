package usher.router.cluster.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import usher.common.control.Incarnation;
import usher.common.control.RouterMessage;
import usher.common.room.RoomId;
import usher.router.cluster.Cluster;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.ClusterView;
import usher.router.cluster.count.Counter;
import usher.router.cluster.count.LostReason;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;

/** Sees everything, and says what must never be. */
final class Judge {
  final List<SimNode> nodes = new ArrayList<>();
  final Map<String, Integer> heard = new HashMap<>();
  private final ClusterConfig config;
  private final Map<RoomId, Long> decided = new HashMap<>();
  private final Map<RoomId, Known> known = new HashMap<>();
  private final Map<String, Long> lastHeard = new HashMap<>();
  private final Map<String, Incarnation> openers = new HashMap<>();

  /** Given up on true proof: alive perhaps, but nobody reaches them. */
  private final Set<Incarnation> unreached = new HashSet<>();

  private final Set<NodeRef> lost = new HashSet<>();

  /**
   * @param by who has all of a room
   * @param count how many commands that is
   */
  private record Known(Incarnation by, long count) {}

  Judge(ClusterConfig config) {
    this.config = config;
  }

  long leaseMs() {
    return config.leaseMs();
  }

  void routerDied() {
    lost.clear();
  }

  void joined(NodeRef node) {
    lost.remove(node);
  }

  /** The node has dropped what it was told to drop: what it holds counts again. */
  void welcomed(SimNode node) {
    unreached.remove(node.incarnation());
  }

  void lost(NodeRef node, String why, int legsOpen) {
    lost.add(node);
    boolean proven =
        why.equals(LostReason.PROOF_OF_DEATH.word()) || why.equals(LostReason.SUPERSEDED.word());
    if (proven && legsOpen == 0) {
      unreached.add(node.incarnation());
    }
  }

  void opened(SimNode node, RoomId room, long epoch) {
    Incarnation before = openers.put(room + "@" + epoch, node.incarnation());
    if (before != null && !before.equals(node.incarnation())) {
      throw new World.Broken(room + " @" + epoch + " opened by " + before + " and " + node);
    }
  }

  /** Invariant 1: whoever decides is the only one who may. */
  void decided(SimNode node, RoomId room, long epoch) {
    if (unreached.contains(node.incarnation())) {
      return;
    }
    Long highest = decided.get(room);
    if (highest != null && epoch < highest) {
      throw new World.Broken(node + " decides in " + room + " @" + epoch + " after @" + highest);
    }
    decided.put(room, epoch);
    for (SimNode other : nodes) {
      if (other != node && serves(other, room)) {
        throw new World.Broken(room + " is served by " + node + " and by " + other);
      }
    }
  }

  private boolean serves(SimNode node, RoomId room) {
    return node.up
        && node.hasLease()
        && node.rooms.decides(room)
        && !unreached.contains(node.incarnation());
  }

  /** A move loses nothing: who had all of a room has it still, unless it was to let it go. */
  void knows(SimNode node, RoomId room, long count) {
    Known before = known.put(room, new Known(node.incarnation(), count));
    if (before != null && before.by.equals(node.incarnation()) && count < before.count) {
      throw new World.Broken(
          node + " has " + count + " of " + before.count + " commands of " + room);
    }
  }

  /** The node was told to forget the room, or let it fall asleep. */
  void letGo(SimNode node, RoomId room) {
    known.computeIfPresent(
        room, (any, before) -> before.by.equals(node.incarnation()) ? null : before);
  }

  void heard(String room, long epoch) {
    Long last = lastHeard.get(room);
    if (last != null && epoch < last) {
      throw new World.Broken("a player hears " + room + " @" + epoch + " after @" + last);
    }
    lastHeard.put(room, epoch);
    heard.merge(room, 1, Integer::sum);
  }

  /** Invariants 4 and 7: the node was alive and not full, and no one else has the room. */
  void placed(Cluster cluster, RouterMessage.Place place) {
    Pin pin = cluster.pins().get(place.room());
    if (pin == null || pin.isRetired() || pin.epoch() != place.epoch()) {
      return;
    }
    if (lost.contains(pin.node())) {
      throw new World.Broken(place + " to " + pin.node() + ", which is lost");
    }
    for (SimNode other : nodes) {
      if (!other.incarnation().equals(pin.node().incarnation()) && serves(other, place.room())) {
        throw new World.Broken(place + " to " + pin.node() + " while " + other + " serves it");
      }
    }
    for (ClusterView.NodeView node : cluster.view().nodes()) {
      if (node.node().equals(pin.node()) && node.pinned() > node.roomCapacity()) {
        throw new World.Broken(place + " to " + pin.node() + ", which is full");
      }
    }
  }

  /** Invariant 5: tables have bounds. And no event fails by a mistake of ours. */
  void bounds(Cluster cluster) {
    if (cluster.pins().size() > config.maxRooms()) {
      throw new World.Broken(cluster.pins().size() + " pins");
    }
  }

  void boundsOfAll(Cluster cluster) {
    ClusterView view = cluster.view();
    if (view.nodes().size() > config.maxNodes() || view.waiting() > config.maxWaiters()) {
      throw new World.Broken(view.nodes().size() + " nodes, " + view.waiting() + " waiters");
    }
    if (view.counts().of(Counter.FAILED_EVENTS) > 0) {
      throw new World.Broken("an event failed");
    }
  }

  /** Invariant 7: what nodes hold under a lease is where the router believes it is. */
  void settled(Cluster cluster) {
    for (SimNode node : nodes) {
      for (RoomId room : node.rooms.all()) {
        Pin pin = cluster.pins().get(room);
        boolean here = pin != null && pin.node().incarnation().equals(node.incarnation());
        if (node.up && node.hasLease() && !here) {
          throw new World.Broken(node + " holds " + room + ", the router says " + pin);
        }
      }
    }
  }
}
