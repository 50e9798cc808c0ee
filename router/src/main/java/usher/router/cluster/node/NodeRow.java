package usher.router.cluster.node;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.control.Health;
import usher.common.control.HeldRoom;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage.Register;
import usher.common.control.RouterMessage;
import usher.common.control.Upstream;
import usher.router.cluster.ClusterView.NodeView;
import usher.router.cluster.ClusterView.ScoreParts;
import usher.router.cluster.count.LostReason;
import usher.router.pin.NodePins;
import usher.router.pin.NodeRef;
import usher.router.placement.Candidate;
import usher.router.placement.Load;
import usher.router.placement.Skip;
import usher.router.placement.SlowStart;

/** One incarnation of a node, and all that the router knows of it. */
public final class NodeRow implements Candidate {
  final EnumSet<Suspicion> suspicions = EnumSet.noneOf(Suspicion.class);
  final Probing probing = new Probing();
  NodeState state = NodeState.JOINING;
  Register registered;
  SlowStart slowStart = SlowStart.warm();
  long connection;
  boolean controlOpen = true;
  boolean welcomed;
  boolean superseded;
  boolean evicted;
  boolean drainAsked;
  boolean addressAnswered;
  Health health = Health.READY;
  @Nullable String healthReason;
  long leaseUntilNs;
  long heardNs;
  long lastNumber;
  long lostNs;
  @Nullable LostReason lostBy;

  private final NodeRef ref;
  private final NodePins pins = new NodePins();
  private final Load load;
  private final List<HeldRoom> forget = new ArrayList<>();
  private final List<RouterMessage> unsaid = new ArrayList<>();

  NodeRow(NodeRef ref, Register registered, long connection) {
    this.ref = ref;
    this.registered = registered;
    this.connection = connection;
    this.load = new Load(registered.capacity(), pins::size);
  }

  public NodeRef ref() {
    return ref;
  }

  public NodeId id() {
    return ref.incarnation().node();
  }

  public NodeState state() {
    return state;
  }

  public boolean isLost() {
    return state == NodeState.LOST;
  }

  /** Whether there is evidence of its death; a lost node is beyond that. */
  public boolean isSuspect() {
    return !suspicions.isEmpty();
  }

  /** Whether a room that it just gave up may go to it again. */
  public boolean isSound() {
    return !isLost() && !isSuspect() && addressAnswered && !drainAsked && health == Health.READY;
  }

  /** Whether it says which rooms it opens and closes. */
  public boolean reportsRooms() {
    return registered.reportsRooms();
  }

  /** Whether it keeps its rooms in the journal, where there is one. */
  public boolean journals() {
    return registered.journal();
  }

  /** Whether an operator or the node itself wants it empty. */
  public boolean isDraining() {
    return drainAsked || health == Health.DRAINING;
  }

  /** Whether it can be asked for a room: it is there, and hears. */
  public boolean isReachable() {
    return !isLost() && !isSuspect() && controlOpen && welcomed;
  }

  /** Whether it is a node of ours, by links, which can hand rooms over with all that they are. */
  public boolean isLinked() {
    return ref.upstream() == Upstream.LINK;
  }

  /** The pins to it; those of a lost node are retired. */
  public NodePins pins() {
    return pins;
  }

  /** Whether a first answer from its address is still to come. */
  public boolean isProvingAddress() {
    return state == NodeState.JOINING && welcomed && probing.failures == 0 && !isSuspect();
  }

  /** Whether its welcome waits for the end of the startup hold. */
  public boolean awaitsWelcome() {
    return !welcomed && state != NodeState.LOST;
  }

  @Override
  public Load load() {
    return load;
  }

  @Override
  public SlowStart slowStart() {
    return slowStart;
  }

  @Override
  public @Nullable Skip skip() {
    if (state != NodeState.ALIVE) {
      return state == NodeState.JOINING
          ? Skip.JOINING
          : state == NodeState.SUSPECT ? Skip.SUSPECT : Skip.LOST;
    }
    if (!welcomed) {
      return Skip.JOINING;
    }
    if (drainAsked || health == Health.DRAINING) {
      return Skip.DRAINING;
    }
    return health == Health.FAILING ? Skip.FAILING : null;
  }

  /** Says something once the node is welcomed; nothing if its control connection is closed. */
  public void say(Turn turn, RouterMessage message) {
    if (!controlOpen) {
      return;
    }
    if (welcomed) {
      turn.send(connection, message);
    } else {
      unsaid.add(message);
    }
  }

  /** Tells the node to drop a room, at the latest before its lease is granted. */
  public void tellToForget(Turn turn, HeldRoom room) {
    if (welcomed) {
      say(turn, new RouterMessage.Forget(room.room(), room.epoch()));
    } else {
      forget.add(room);
    }
  }

  /** What the welcome names, handed over. */
  List<HeldRoom> takeForget() {
    List<HeldRoom> taken = List.copyOf(forget);
    forget.clear();
    return taken;
  }

  /** Says what waited for the welcome. */
  void sayUnsaid(Turn turn) {
    for (RouterMessage message : unsaid) {
      turn.send(connection, message);
    }
    unsaid.clear();
  }

  /** Forgets what was to be said on a connection that is no more. */
  void dropUnsaid() {
    forget.clear();
    unsaid.clear();
  }

  /**
   * What others may see.
   *
   * @param skip why it takes no new room; null where it does
   */
  public NodeView view(@Nullable Skip skip) {
    return new NodeView(
        ref,
        registered.version(),
        registered.labels(),
        state,
        health,
        healthReason,
        lostBy == null ? null : lostBy.word(),
        drainAsked,
        skip == null ? null : skip.word(),
        load.score(),
        new ScoreParts(load.cpu(), load.loopLagMs(), load.own()),
        load.rooms(),
        load.capacity().rooms(),
        load.seats(),
        load.capacity().seats(),
        load.pending(),
        pins.size(),
        heardNs);
  }

  @Override
  public String toString() {
    return ref.toString();
  }
}
