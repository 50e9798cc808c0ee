package usher.router.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import usher.common.control.Capacity;
import usher.common.control.Health;
import usher.common.control.HeldRoom;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;
import usher.common.control.Upstream;
import usher.common.net.HostPort;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterEffect.Send;
import usher.router.cluster.ClusterView.NodeView;
import usher.router.cluster.count.Counter;
import usher.router.pin.MemoryPinStore;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;
import usher.router.pin.StoredPin;

/** A cluster with a clock that stands still until it is told to go on. */
final class Stage {
  static final long MS = 1_000_000;

  final ClusterConfig config;
  final Cluster cluster;
  final List<ClusterEffect> effects = new ArrayList<>();
  final Map<String, Long> numbers = new HashMap<>();
  long nowNs = 1_000_000_000_000L;
  long wallMs = 1_700_000_000_000L;

  /** Whether addresses answer probes, by node id; those not named do. */
  final Map<String, ProbeOutcome> probes = new HashMap<>();

  /** Whose rooms are, where there is a journal. */
  final MemoryPinStore journal = new MemoryPinStore();

  boolean journalSilent;

  /** Open connections to nodes, by node id. */
  final Map<String, Integer> legs = new HashMap<>();

  /** Nodes that send a heartbeat every interval while time goes on, by connection. */
  private final Map<Long, String> beating = new HashMap<>();

  Stage(ClusterConfig config) {
    this.config = config;
    this.cluster = new Cluster(config, "router-1", new SplittableRandom(1), nowNs);
  }

  /** A cluster whose startup hold is over. */
  static Stage open() {
    return open(ClusterConfig.defaults());
  }

  static Stage open(ClusterConfig config) {
    Stage stage = new Stage(config);
    stage.pass(config.leaseMs() + config.marginMs() + 20);
    stage.effects.clear();
    return stage;
  }

  List<ClusterEffect> tell(ClusterEvent event) {
    List<ClusterEffect> now = List.copyOf(cluster.handle(event, nowNs, wallMs));
    effects.addAll(now);
    for (ClusterEffect effect : now) {
      if (effect instanceof ClusterEffect.Probe probe && probe.afterNs() == 0) {
        answer(probe.node());
      } else if (effect instanceof ClusterEffect.Answer answer) {
        answer.listener().onLocated(answer.located());
      } else if (effect instanceof ClusterEffect.Explain explain) {
        explain.listener().onExplained(explain.explanation());
      } else if (effect instanceof ClusterEffect.AnswerMove answer) {
        answer.listener().onAnswer(answer.answer());
      } else if (effect instanceof ClusterEffect.RoomClosed closed) {
        closed.pin().retire();
      } else if (effect instanceof ClusterEffect.AnswerOrder answer) {
        answer.listener().onAnswer(answer.answer());
      } else if (effect instanceof ClusterEffect.LookUp ask && !journalSilent) {
        journal.lookUp(
            ask.room(), found -> tell(new ClusterEvent.LookedUp(ask.room(), ask.ask(), found)));
      } else if (effect instanceof ClusterEffect.LookUp ask) {
        tell(new ClusterEvent.LookedUp(ask.room(), ask.ask(), new StoredPin.Unavailable("test")));
      } else if (effect instanceof ClusterEffect.Claim ask && !journalSilent) {
        journal.claim(
            ask.room(),
            ask.epoch(),
            ask.owner(),
            ask.nonce(),
            outcome -> tell(new ClusterEvent.Claimed(ask.room(), ask.ask(), outcome)));
      }
    }
    return now;
  }

  /** Answers a probe of this node as its address would. */
  void answer(NodeRef node) {
    String id = node.incarnation().node().value();
    ProbeOutcome outcome = probes.getOrDefault(id, ProbeOutcome.ACCEPTED);
    tell(new ClusterEvent.Probed(node, outcome, legs.getOrDefault(id, 0)));
  }

  /** Lets time pass, in ticks; nodes that beat are heard in between. */
  void pass(long ms) {
    for (long left = ms; left > 0; left -= 20) {
      long step = Math.min(20, left);
      nowNs += step * MS;
      wallMs += step;
      for (Map.Entry<Long, String> node : List.copyOf(beating.entrySet())) {
        long sinceMs = (nowNs / MS) % config.heartbeatIntervalMs();
        if (sinceMs < 20) {
          heartbeat(node.getKey(), 0, Long.MAX_VALUE);
        }
      }
      tell(new ClusterEvent.Tick());
    }
  }

  /** The whole router stands still, and finds out at its next tick. */
  void standStill(long ms) {
    nowNs += ms * MS;
    wallMs += ms;
    tell(new ClusterEvent.Tick());
  }

  void beats(long connection) {
    beating.put(connection, "");
  }

  void silent(long connection) {
    beating.remove(connection);
  }

  /** A node of ours registers, which can hand rooms over, and beats from then on. */
  void joinLinked(long connection, String id, String boot) {
    say(connection, linked(id, boot));
    beats(connection);
  }

  static NodeMessage.Register linked(String id, String boot, HeldRoom... rooms) {
    NodeMessage.Register plain = register(id, boot, rooms);
    return new NodeMessage.Register(
        plain.incarnation(),
        plain.version(),
        plain.address(),
        Upstream.LINK,
        plain.capacity(),
        plain.labels(),
        true,
        true,
        plain.rooms());
  }

  MoveAnswer move(String room, @Nullable String to) {
    MoveAnswer[] answer = new MoveAnswer[1];
    tell(
        new ClusterEvent.MoveAsked(
            new RoomId(room), to == null ? null : new NodeId(to), told -> answer[0] = told));
    return answer[0];
  }

  static NodeMessage.Register register(String id, String boot, HeldRoom... rooms) {
    return register(id, boot, new Capacity(2_000, 100_000), true, rooms);
  }

  static NodeMessage.Register register(
      String id, String boot, Capacity capacity, boolean reportsRooms, HeldRoom... rooms) {
    return new NodeMessage.Register(
        new Incarnation(new NodeId(id), boot),
        "test",
        new HostPort("127.0.0.1", 10_000 + Math.floorMod((id + boot).hashCode(), 50_000)),
        Upstream.TUNNEL,
        capacity,
        Map.of(),
        reportsRooms,
        false,
        List.of(rooms));
  }

  List<ClusterEffect> say(long connection, NodeMessage message) {
    return tell(new ClusterEvent.NodeSaid(connection, message));
  }

  /** A node registers, and beats from then on. */
  void join(long connection, String id) {
    say(connection, register(id, "a"));
    beats(connection);
  }

  List<ClusterEffect> heartbeat(long connection, int rooms, long placement) {
    return heartbeat(connection, Health.READY, rooms, 0, placement);
  }

  List<ClusterEffect> heartbeat(
      long connection, Health health, int rooms, int seats, long placement) {
    long number = numbers.merge("" + connection, 1L, Long::sum);
    return say(
        connection,
        new NodeMessage.Heartbeat(number, health, null, rooms, seats, 0.1, 0.5, null, placement));
  }

  /** Someone who wants into a room. */
  static final class Asker implements Located.Listener {
    @Nullable Located located;

    @Override
    public void onLocated(Located answer) {
      located = answer;
    }

    Pin pin() {
      if (located instanceof Located.At at) {
        return at.pin();
      }
      throw new AssertionError("not at a pin: " + located);
    }

    String node() {
      return pin().node().incarnation().node().value();
    }
  }

  Asker locate(String room) {
    return locate(room, null, 5_000);
  }

  Asker locate(String room, @Nullable Pin failed, long withinMs) {
    Asker asker = new Asker();
    tell(new ClusterEvent.Locate(new RoomId(room), failed, nowNs + withinMs * MS, asker));
    return asker;
  }

  <M extends RouterMessage> List<M> sent(long connection, Class<M> type) {
    List<M> found = new ArrayList<>();
    for (ClusterEffect effect : effects) {
      if (effect instanceof Send send
          && send.connection() == connection
          && type.isInstance(send.message())) {
        found.add(type.cast(send.message()));
      }
    }
    return found;
  }

  boolean did(Predicate<ClusterEffect> what) {
    return effects.stream().anyMatch(what);
  }

  boolean lost(String id) {
    return did(
        e ->
            e instanceof ClusterEffect.NodeLost lost
                && lost.node().incarnation().node().value().equals(id));
  }

  NodeView node(String id) {
    return cluster.view().nodes().stream()
        .filter(node -> node.node().incarnation().node().value().equals(id))
        .findFirst()
        .orElseThrow();
  }

  long count(Counter counter) {
    return cluster.view().counts().of(counter);
  }

  /** No event failed by a mistake of ours. */
  void sound() {
    assertTrue(count(Counter.FAILED_EVENTS) == 0, "events failed");
  }
}
