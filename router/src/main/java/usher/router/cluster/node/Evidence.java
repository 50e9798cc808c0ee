package usher.router.cluster.node;

import usher.common.control.ControlRefusal;
import usher.common.control.RouterMessage;
import usher.router.cluster.ClusterEffect;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ProbeOutcome;
import usher.router.cluster.count.Counter;
import usher.router.cluster.count.Counts.Tally;
import usher.router.cluster.count.LostReason;

/**
 * What speaks for a node's death, and when it is proof: control closed, the address refuses, and no
 * connection to it open.
 */
public final class Evidence {
  /** A node whose address stays silent is told so at each so-manieth probe. */
  private static final int TOLD_EVERY = 20;

  private final NodeTable nodes;
  private final Tally tally;
  private final long overdueNs;

  /**
   * @param overdueNs after this long without a heartbeat an answer from the address clears nothing:
   *     the system accepts connections for a process that is stopped, too
   */
  public Evidence(NodeTable nodes, Tally tally, long overdueNs) {
    this.nodes = nodes;
    this.tally = tally;
    this.overdueNs = overdueNs;
  }

  /** A control connection closed. */
  public void controlClosed(Turn turn, long connection) {
    NodeRow row = nodes.on(connection);
    if (row == null) {
      return;
    }
    nodes.disconnect(row);
    if (!row.isLost()) {
      suspect(row, Suspicion.CONTROL_CLOSED);
      probeAtOnce(turn, row);
    }
  }

  /** A connection for a player failed. */
  public void connectFailed(Turn turn, ClusterEvent.ConnectFailed failed) {
    NodeRow row = nodes.get(failed.node().incarnation());
    if (row == null || row.isLost() || !row.ref().equals(failed.node())) {
      return;
    }
    if (row.suspicions.contains(Suspicion.CONNECT_FAILED)) {
      return;
    }
    if (turn.nowNs() - row.probing.calmSinceNs > Probing.CALM_NS) {
      row.probing.failures = 0;
    }
    row.probing.answered = false;
    suspect(row, Suspicion.CONNECT_FAILED);
    probe(turn, row);
  }

  /** The address was tried. */
  public void probed(Turn turn, ClusterEvent.Probed probed) {
    NodeRow row = nodes.get(probed.node().incarnation());
    if (row == null || row.isLost() || !row.ref().equals(probed.node())) {
      return;
    }
    row.probing.out = Math.max(0, row.probing.out - 1);
    if (probed.outcome() == ProbeOutcome.ACCEPTED) {
      answered(turn, row);
    } else if (probed.outcome() == ProbeOutcome.REFUSED
        && !row.controlOpen
        && probed.legsOpen() == 0) {
      nodes.lose(turn, row, LostReason.PROOF_OF_DEATH);
      return;
    } else {
      unanswered(turn, row, probed.outcome());
    }
    if (needsProbe(row)) {
      row.probing.failures++;
      probe(turn, row);
    }
  }

  /** Another incarnation has taken this one's id. */
  void superseded(Turn turn, NodeRow row) {
    nodes.disconnect(row);
    suspect(row, Suspicion.CONTROL_CLOSED);
    probeAtOnce(turn, row);
  }

  /** A heartbeat came that renews the lease. */
  void heard(NodeRow row) {
    boolean cleared = row.suspicions.remove(Suspicion.OVERDUE);
    if (row.probing.answered) {
      cleared |= row.suspicions.remove(Suspicion.CONNECT_FAILED);
    }
    if (cleared) {
      row.probing.calmSinceNs = row.heardNs;
      nodes.settle(row, "it is heard");
    }
  }

  /** No heartbeat came for a while. */
  void overdue(NodeRow row) {
    if (!row.suspicions.contains(Suspicion.OVERDUE)) {
      suspect(row, Suspicion.OVERDUE);
    }
  }

  /** Tries the address of a node that has just registered. */
  void prove(Turn turn, NodeRow row) {
    row.probing.failures = 0;
    if (needsProbe(row)) {
      probeAtOnce(turn, row);
    }
  }

  /** A probe whose answer never came is repeated. */
  void tick(Turn turn, NodeRow row) {
    if (needsProbe(row)
        && (row.probing.out == 0 || turn.nowNs() - row.probing.dueNs > Probing.ANSWER_LIMIT_NS)) {
      row.probing.out = 0;
      probe(turn, row);
    }
  }

  private void answered(Turn turn, NodeRow row) {
    row.addressAnswered = true;
    row.probing.answered = true;
    if (row.controlOpen && turn.nowNs() - row.heardNs < overdueNs) {
      if (row.suspicions.remove(Suspicion.CONNECT_FAILED)) {
        row.probing.calmSinceNs = turn.nowNs();
      }
    }
    nodes.settle(row, "its address answers");
  }

  private void unanswered(Turn turn, NodeRow row, ProbeOutcome outcome) {
    row.probing.answered = false;
    if (row.state != NodeState.JOINING) {
      return;
    }
    tally.add(ControlRefusal.ADDRESS_SILENT);
    nodes.markChanged();
    if (row.probing.failures % TOLD_EVERY != 0) {
      return;
    }
    String how = outcome == ProbeOutcome.REFUSED ? " refuses connections" : " does not answer";
    row.say(
        turn,
        new RouterMessage.Refused(
            ControlRefusal.ADDRESS_SILENT,
            "the address "
                + row.ref().address()
                + how
                + ": no room is placed here before it does"));
  }

  private void suspect(NodeRow row, Suspicion suspicion) {
    row.suspicions.add(suspicion);
    nodes.settle(row, suspicion.text());
  }

  private static boolean needsProbe(NodeRow row) {
    return row.state == NodeState.JOINING
        || row.suspicions.contains(Suspicion.CONTROL_CLOSED)
        || row.suspicions.contains(Suspicion.CONNECT_FAILED);
  }

  private void probeAtOnce(Turn turn, NodeRow row) {
    if (row.probing.out > 0 && row.probing.dueNs - turn.nowNs() <= 0) {
      // One is under way; if it settles nothing, the next follows soon.
      row.probing.failures = 0;
      return;
    }
    row.probing.failures = 0;
    send(turn, row, 0);
  }

  private void probe(Turn turn, NodeRow row) {
    if (row.probing.out == 0) {
      send(turn, row, row.probing.delayNs());
    }
  }

  private void send(Turn turn, NodeRow row, long delayNs) {
    row.probing.out++;
    row.probing.dueNs = turn.nowNs() + delayNs;
    tally.add(Counter.PROBES);
    turn.add(new ClusterEffect.Probe(row.ref(), delayNs));
  }
}
