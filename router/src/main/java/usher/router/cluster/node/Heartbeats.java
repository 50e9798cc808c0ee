package usher.router.cluster.node;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.ControlRefusal;
import usher.common.control.Health;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage.Heartbeat;
import usher.common.control.RouterMessage;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.count.Counter;
import usher.router.cluster.count.Counts.Tally;

/** Takes heartbeats in, and renews leases for them. */
public final class Heartbeats {
  private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);

  private final ClusterConfig config;
  private final NodeTable nodes;
  private final Evidence evidence;
  private final Tally tally;

  public Heartbeats(ClusterConfig config, NodeTable nodes, Evidence evidence, Tally tally) {
    this.config = config;
    this.nodes = nodes;
    this.evidence = evidence;
    this.tally = tally;
  }

  /** A heartbeat came in on a connection. */
  public void heard(Turn turn, long connection, Heartbeat heartbeat) {
    NodeRow row = nodes.on(connection);
    if (row == null || row.isLost()) {
      tally.add(ControlRefusal.NOT_REGISTERED);
      turn.send(connection, new RouterMessage.RegisterAgain());
      return;
    }
    if (heartbeat.number() <= row.lastNumber) {
      tally.add(ControlRefusal.REPLAYED);
      log.warn("node {}: heartbeat {} after {}", row, heartbeat.number(), row.lastNumber);
      turn.send(
          connection,
          new RouterMessage.Refused(
              ControlRefusal.REPLAYED,
              "heartbeat " + heartbeat.number() + " is not above " + row.lastNumber));
      return;
    }
    row.lastNumber = heartbeat.number();
    row.heardNs = turn.nowNs();
    row.leaseUntilNs = turn.nowNs() + config.leaseNs();
    row.load().heard(heartbeat);
    health(row, heartbeat);
    evidence.heard(row);
    if (row.welcomed) {
      tally.add(Counter.HEARTBEATS);
      turn.send(connection, acknowledgement(row));
    }
  }

  private RouterMessage acknowledgement(NodeRow row) {
    return new RouterMessage.Acknowledge(
        row.lastNumber, config.leaseMs(), row.load().sent(), row.drainAsked);
  }

  /**
   * The node that speaks of a room on a connection.
   *
   * @return null where there is none, or where it is lost: its next heartbeat asks it to register
   */
  public @Nullable NodeRow speaker(Turn turn, long connection) {
    NodeRow row = nodes.on(connection);
    if (row == null) {
      tally.add(ControlRefusal.NOT_REGISTERED);
      turn.send(
          connection,
          new RouterMessage.Refused(
              ControlRefusal.NOT_REGISTERED, "register comes before anything else"));
    }
    return row == null || row.isLost() ? null : row;
  }

  /**
   * An operator wants a node to take no new rooms, or to take them again.
   *
   * @return the node's row; null where there is none
   */
  public @Nullable NodeRow drain(Turn turn, NodeId id, boolean draining) {
    NodeRow row = nodes.current(id);
    if (row == null || row.isLost()) {
      log.warn("drain of {}: no such node", id);
      return null;
    }
    if (row.drainAsked != draining) {
      log.info("node {}: drain {}", row, draining ? "asked" : "taken back");
      row.drainAsked = draining;
      nodes.markChanged();
      // Nodes that know no drain taken back read it from the answer to a heartbeat.
      row.say(turn, draining ? new RouterMessage.Drain() : acknowledgement(row));
    }
    return row;
  }

  private void health(NodeRow row, Heartbeat heartbeat) {
    if (row.health != heartbeat.health()) {
      String reason = heartbeat.reason();
      log.info(
          "node {}: health {} -> {}{}",
          row,
          row.health,
          heartbeat.health(),
          reason == null ? "" : ": " + reason);
      if (heartbeat.health() == Health.READY) {
        nodes.markChanged();
      }
    }
    row.health = heartbeat.health();
    row.healthReason = heartbeat.reason();
  }
}
