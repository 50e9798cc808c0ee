package usher.router.cluster.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.router.cluster.ClusterEffect;
import usher.router.cluster.count.Counter;
import usher.router.cluster.count.Counts.Tally;
import usher.router.cluster.count.LostReason;
import usher.router.pin.PinTable;

/** The nodes of a router. All changes of a node's state are made here. */
public final class NodeTable {
  private static final Logger log = LoggerFactory.getLogger(NodeTable.class);

  private final Map<Incarnation, NodeRow> rows = new LinkedHashMap<>();
  private final Map<NodeId, NodeRow> current = new HashMap<>();
  private final Map<Long, NodeRow> connections = new HashMap<>();
  private final List<NodeRow> live = new ArrayList<>();
  private final PinTable pins;
  private final Tally tally;
  private final List<NodeRow> lost = new ArrayList<>();
  private boolean changed;

  public NodeTable(PinTable pins, Tally tally) {
    this.pins = pins;
    this.tally = tally;
  }

  /** The row of this incarnation, lost or not; null where it is unknown. */
  public @Nullable NodeRow get(Incarnation incarnation) {
    return rows.get(incarnation);
  }

  /** The row that holds this id; null where none does. */
  public @Nullable NodeRow current(NodeId id) {
    return current.get(id);
  }

  /** The row that speaks on this control connection; null where none does. */
  public @Nullable NodeRow on(long connection) {
    return connections.get(connection);
  }

  /** All rows that are not lost. */
  public List<NodeRow> live() {
    return Collections.unmodifiableList(live);
  }

  /** All rows, those of lost nodes too. */
  public Collection<NodeRow> all() {
    return Collections.unmodifiableCollection(rows.values());
  }

  /** Whether a node changed since this was last asked, so that waiting requests are worth a try. */
  public boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /** The nodes that were lost since this was last asked; mostly none. */
  public List<NodeRow> takeLost() {
    if (lost.isEmpty()) {
      return List.of();
    }
    List<NodeRow> taken = List.copyOf(lost);
    lost.clear();
    return taken;
  }

  /** Makes waiting requests worth a try. */
  public void markChanged() {
    changed = true;
  }

  void add(NodeRow row) {
    rows.put(row.ref().incarnation(), row);
    current.put(row.id(), row);
    connections.put(row.connection, row);
    live.add(row);
    changed = true;
  }

  /** The row speaks on this connection from now on. */
  void connect(NodeRow row, long connection) {
    connections.remove(row.connection, row);
    row.connection = connection;
    row.controlOpen = true;
    connections.put(connection, row);
  }

  void disconnect(NodeRow row) {
    row.controlOpen = false;
    row.dropUnsaid();
    connections.remove(row.connection, row);
  }

  /** A lost node is let in again, to be proven anew. */
  void revive(NodeRow row) {
    move(row, NodeState.JOINING, "it registered again");
    row.suspicions.clear();
    row.lostBy = null;
    live.add(row);
  }

  /** Brings the state into line with what is known. */
  void settle(NodeRow row, String reason) {
    NodeState next = row.state;
    if (row.state == NodeState.JOINING && !row.addressAnswered) {
      next = NodeState.JOINING;
    } else if (row.state != NodeState.LOST) {
      next = row.suspicions.isEmpty() ? NodeState.ALIVE : NodeState.SUSPECT;
    }
    if (next != row.state) {
      if (next == NodeState.SUSPECT) {
        tally.add(Counter.SUSPICIONS);
      }
      move(row, next, reason);
    }
  }

  /** Gives a node up: its pins are retired, and everyone is told. */
  public void lose(Turn turn, NodeRow row, LostReason reason) {
    move(row, NodeState.LOST, reason.word());
    tally.add(reason);
    live.remove(row);
    row.lostNs = turn.nowNs();
    row.lostBy = reason;
    lost.add(row);
    row.addressAnswered = false;
    row.welcomed = false;
    row.dropUnsaid();
    row.suspicions.clear();
    row.pins().forEach(pin -> pin.retire());
    if (!row.reportsRooms()) {
      forgetPins(row);
    }
    turn.add(new ClusterEffect.NodeLost(row.ref(), reason.word()));
  }

  /** Forgets a lost node, and the rooms it held. */
  void forget(Turn turn, NodeRow row) {
    forgetPins(row);
    rows.remove(row.ref().incarnation());
    current.remove(row.id(), row);
    if (connections.remove(row.connection, row)) {
      turn.add(new ClusterEffect.CloseControl(row.connection));
    }
  }

  /** Whether one more node fits, at the cost of the memory of lost ones. */
  boolean makeRoom(Turn turn, int maxNodes) {
    for (NodeRow row : List.copyOf(rows.values())) {
      if (rows.size() < maxNodes) {
        break;
      }
      if (row.isLost()) {
        forget(turn, row);
      }
    }
    return rows.size() < maxNodes;
  }

  /** Forgets nodes that have been lost for so long. */
  void forgetLost(Turn turn, long memoryNs) {
    if (rows.size() == live.size()) {
      return;
    }
    for (NodeRow row : List.copyOf(rows.values())) {
      if (row.isLost() && turn.nowNs() - row.lostNs > memoryNs) {
        forget(turn, row);
      }
    }
  }

  /** Forgets the retired pins of all lost nodes. */
  public void forgetLostPins() {
    for (NodeRow row : rows.values()) {
      if (row.isLost()) {
        forgetPins(row);
      }
    }
  }

  /** Forgets all retired pins of a node. */
  public void forgetPins(NodeRow row) {
    row.pins()
        .forEach(
            pin -> {
              if (pin.isRetired()) {
                row.pins().remove(pin);
                pins.remove(pin);
              }
            });
  }

  private void move(NodeRow row, NodeState next, String reason) {
    if (!row.state.mayBecome(next)) {
      throw new IllegalStateException(row + " can not go from " + row.state + " to " + next);
    }
    if (next == NodeState.LOST || next == NodeState.SUSPECT) {
      log.warn("node {}: {} -> {}: {}, {} pins", row, row.state, next, reason, row.pins().size());
    } else {
      log.info("node {}: {} -> {}: {}", row, row.state, next, reason);
    }
    row.state = next;
    changed = true;
  }
}
