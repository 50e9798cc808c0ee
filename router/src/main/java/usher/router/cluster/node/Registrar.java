package usher.router.cluster.node;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.ControlRefusal;
import usher.common.control.HeldRoom;
import usher.common.control.NodeMessage.Register;
import usher.common.control.RouterMessage;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.ClusterEffect;
import usher.router.cluster.count.Counter;
import usher.router.cluster.count.Counts.Tally;
import usher.router.cluster.count.LostReason;
import usher.router.pin.NodeRef;
import usher.router.placement.PlacementPolicy;
import usher.router.placement.SlowStart;

/** Lets nodes in, or says why not. */
public final class Registrar {
  private static final Logger log = LoggerFactory.getLogger(Registrar.class);

  private final ClusterConfig config;
  private final String routerId;
  private final NodeTable nodes;
  private final Evidence evidence;
  private final PlacementPolicy policy;
  private final Tally tally;

  public Registrar(
      ClusterConfig config,
      String routerId,
      NodeTable nodes,
      Evidence evidence,
      PlacementPolicy policy,
      Tally tally) {
    this.config = config;
    this.routerId = routerId;
    this.nodes = nodes;
    this.evidence = evidence;
    this.policy = policy;
    this.tally = tally;
  }

  /**
   * A node that was let in.
   *
   * @param sameConnection whether it was registered on this very connection, and not lost, so that
   *     a {@code place} may still be on its way to it
   */
  public record Admission(NodeRow row, boolean sameConnection) {}

  /**
   * Takes a register, up to the rooms it names.
   *
   * @param holding whether the router has just started, so that no node is new
   * @return null where the node was refused
   */
  public @Nullable Admission admit(Turn turn, long connection, Register register, boolean holding) {
    tally.add(Counter.REGISTERS);
    if (register.tls() && !config.dialsTls()) {
      refuse(
          turn,
          connection,
          ControlRefusal.NO_TLS,
          register.incarnation()
              + " serves TLS: the router needs --link-tls-ca with the authority of its"
              + " certificate");
      return null;
    }
    NodeRef ref =
        new NodeRef(
            register.incarnation(), register.address(), register.upstream(), register.tls());
    NodeRow speaker = nodes.on(connection);
    if (speaker != null && !speaker.ref().incarnation().equals(register.incarnation())) {
      evidence.controlClosed(turn, connection);
    }
    NodeRow row = nodes.get(register.incarnation());
    if (row != null && row.evicted) {
      // It is remembered for as long as it knocks.
      row.lostNs = turn.nowNs();
      refuse(turn, connection, ControlRefusal.EVICTED, Evictor.WHY);
      return null;
    }
    if (row != null && row.isLost() && !row.ref().equals(ref)) {
      nodes.forget(turn, row);
      row = null;
    }
    return row == null
        ? admitNew(turn, connection, register, ref, holding)
        : admitAgain(turn, connection, register, ref, row);
  }

  private @Nullable Admission admitAgain(
      Turn turn, long connection, Register register, NodeRef ref, NodeRow row) {
    if (row.superseded || connection < row.connection) {
      refuse(
          turn,
          connection,
          ControlRefusal.SUPERSEDED,
          row.superseded
              ? "a newer incarnation of " + row.id() + " has registered"
              : "this node has registered on a newer connection");
      return null;
    }
    if (!row.ref().equals(ref)) {
      refuse(
          turn,
          connection,
          ControlRefusal.BAD_FIELD,
          "an incarnation keeps its address: " + row.ref().address() + ", not " + ref.address());
      return null;
    }
    boolean sameConnection = row.connection == connection && row.controlOpen && !row.isLost();
    if (row.connection != connection) {
      if (row.controlOpen) {
        turn.add(new ClusterEffect.CloseControl(row.connection));
      }
      row.dropUnsaid();
    }
    if (row.isLost()) {
      nodes.revive(row);
      turn.add(new ClusterEffect.NodeJoined(row.ref()));
    }
    nodes.connect(row, connection);
    row.registered = register;
    row.welcomed = sameConnection && row.welcomed;
    row.suspicions.remove(Suspicion.CONTROL_CLOSED);
    row.suspicions.remove(Suspicion.OVERDUE);
    return new Admission(row, sameConnection);
  }

  private @Nullable Admission admitNew(
      Turn turn, long connection, Register register, NodeRef ref, boolean holding) {
    NodeRow other = nodes.current(ref.incarnation().node());
    if (other != null && !makeWay(turn, other, ref)) {
      refuse(
          turn,
          connection,
          ControlRefusal.ID_TAKEN,
          other + " at " + other.ref().address() + " is alive under this id");
      return null;
    }
    if (!nodes.makeRoom(turn, config.maxNodes())) {
      refuse(
          turn,
          connection,
          ControlRefusal.TOO_MANY_NODES,
          "this router takes " + config.maxNodes() + " nodes");
      return null;
    }
    NodeRow row = new NodeRow(ref, register, connection);
    boolean startsSlowly =
        !holding
            && register.rooms().isEmpty()
            && nodes.live().stream().anyMatch(node -> node.load().rooms() > 0);
    if (startsSlowly) {
      row.slowStart =
          new SlowStart(turn.nowNs(), config.slowStartMs() * 1_000_000, policy.placed());
    }
    nodes.add(row);
    log.info(
        "node {} registers: {} at {}, {}, {} rooms held",
        row,
        register.version(),
        register.address(),
        register.capacity(),
        register.rooms().size());
    turn.add(new ClusterEffect.NodeJoined(ref));
    return new Admission(row, false);
  }

  /** Whether the holder of an id leaves it to another incarnation. */
  private boolean makeWay(Turn turn, NodeRow holder, NodeRef next) {
    if (holder.isLost()) {
      nodes.forget(turn, holder);
      return true;
    }
    boolean leaseOut = turn.nowNs() - holder.leaseUntilNs > config.marginMs() * 1_000_000;
    if (holder.controlOpen && !leaseOut) {
      return false;
    }
    // Whoever listens where the holder listened has its port: the holder is no more.
    // With a journal nobody's lease protects a room: the former incarnation's are placed anew at
    // once.
    boolean fenced = config.hasJournal() && holder.journals();
    if (fenced || leaseOut || holder.ref().address().equals(next.address())) {
      nodes.lose(turn, holder, LostReason.SUPERSEDED);
      nodes.forget(turn, holder);
    } else {
      holder.superseded = true;
      evidence.superseded(turn, holder);
    }
    return true;
  }

  /** The lease starts, as far as the router waits for it; the node's right comes with a welcome. */
  public void startLease(Turn turn, Admission admission) {
    NodeRow row = admission.row();
    row.leaseUntilNs = turn.nowNs() + config.leaseNs();
    row.heardNs = turn.nowNs();
    row.lastNumber = 0;
    Register said = row.registered;
    row.load().registered(said.capacity(), said.rooms().size(), !admission.sameConnection());
    nodes.settle(row, "it registered");
    nodes.markChanged();
    evidence.prove(turn, row);
  }

  /** Grants the lease, and says what to drop before it counts. */
  public void welcome(Turn turn, NodeRow row) {
    List<HeldRoom> forget = row.takeForget();
    row.leaseUntilNs = turn.nowNs() + config.leaseNs();
    row.heardNs = turn.nowNs();
    row.welcomed = true;
    nodes.markChanged();
    if (!row.controlOpen) {
      return;
    }
    turn.send(
        row.connection,
        new RouterMessage.Welcome(
            routerId,
            config.heartbeatIntervalMs(),
            config.leaseMs(),
            config.journal(),
            forget,
            config.feedRetain()));
    if (row.drainAsked) {
      turn.send(row.connection, new RouterMessage.Drain());
    }
    row.sayUnsaid(turn);
  }

  /** The node leaves on purpose, and has no room any more. */
  public void goodbye(Turn turn, NodeRow row) {
    nodes.lose(turn, row, LostReason.GOODBYE);
  }

  /** Says why a message was not taken, and closes the connection. */
  private void refuse(Turn turn, long connection, ControlRefusal refusal, String message) {
    tally.add(refusal);
    log.warn("register on connection {} refused, {}: {}", connection, refusal.word(), message);
    turn.send(connection, new RouterMessage.Refused(refusal, message));
    turn.add(new ClusterEffect.CloseControl(connection));
  }
}
