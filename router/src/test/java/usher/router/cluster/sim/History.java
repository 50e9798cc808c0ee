package usher.router.cluster.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import usher.common.control.NodeId;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.Located;
import usher.router.cluster.MoveConfig;
import usher.router.cluster.OrderAnswer;
import usher.router.cluster.ProbeOutcome;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;

/** One random history: a router, a few nodes, players, and what goes wrong. */
final class History {
  static final double FAULTS_END_MS = 2_000;
  static final double END_MS = 5_200;
  static final List<String> ROOMS = List.of("x", "y", "z", "w");
  private static final double CALM_MS = 800;

  /** What came of a history: the rule that broke, if one did, and the story. */
  record Outcome(long seed, @Nullable String broken, List<String> trace, int heard) {}

  private final World world;
  private final Judge judge;
  private final SimRouter router;
  private final List<SimNode> nodes = new ArrayList<>();
  private final Set<Fault> faults;
  private final SimNode impostor;

  private History(long seed, Set<Rule> off, Set<Fault> faults, boolean tracing) {
    this.world = new World(seed, off, tracing);
    this.faults = faults;
    // Heartbeat 100 ms, lease 500, margin 60; every bound small enough to be reached.
    ClusterConfig config =
        new ClusterConfig(
            100,
            500,
            60,
            8,
            6,
            20,
            600,
            500,
            2_000,
            600,
            100,
            new MoveConfig(2, 300, 400, false, 0.2, 500),
            null,
            List.of(),
            false);
    this.judge = new Judge(config);
    this.router = new SimRouter(world, config, judge, this::connect);
    for (int i = 0; i < 3; i++) {
      nodes.add(new SimNode(world, judge, router, "n" + i, 7_001 + i));
    }
    this.impostor = new SimNode(world, judge, router, "n0", 7_009);
    judge.nodes.addAll(nodes);
    judge.nodes.add(impostor);
  }

  static Outcome run(long seed, Set<Rule> off, Set<Fault> faults, boolean tracing) {
    History history = new History(seed, off, faults, tracing);
    String broken = null;
    try {
      history.live();
    } catch (World.Broken e) {
      broken = e.getMessage();
      history.world.log(() -> "BROKEN: " + e.getMessage());
    }
    int heard = history.judge.heard.values().stream().mapToInt(Integer::intValue).sum();
    return new Outcome(seed, broken, history.world.trace, heard);
  }

  private void live() {
    if (world.chance(0.3)) {
      SimNode plain = new SimNode(world, judge, router, "h", 7_020);
      plain.startPlain();
      new SimReporter(world, router, plain);
      nodes.add(plain);
    }
    nodes.subList(0, 3).forEach(SimNode::start);
    ROOMS.forEach(this::visits);
    int count = world.random.nextInt(5);
    // Proof of death takes a node that refuses connections for dead. One that lives, and a router
    // that restarts within its lease, are more than the rules promise to survive.
    Fault without = world.chance(0.5) ? Fault.UNLISTEN : Fault.ROUTER_CRASH;
    List<Fault> kinds = new ArrayList<>(faults);
    if (kinds.contains(Fault.UNLISTEN)) {
      kinds.remove(without);
    }
    for (int i = 0; i < count && !kinds.isEmpty(); i++) {
      Fault fault = kinds.get(world.random.nextInt(kinds.size()));
      world.after(world.between(100, FAULTS_END_MS), () -> happen(fault));
    }
    world.run(END_MS - CALM_MS);
    judge.boundsOfAll(router.cluster);
    judge.settled(router.cluster);
    judge.heard.clear();
    world.run(END_MS);
    for (String room : ROOMS) {
      if (!judge.heard.containsKey(room)) {
        throw new World.Broken(
            "nobody heard anything in " + room + " at the end: " + router.cluster.view());
      }
    }
  }

  private void visits(String room) {
    world.after(
        world.between(10, world.chance(0.1) ? 300 : 80),
        () -> {
          if (!router.isBusy()) {
            visit(new RoomId(room));
          }
          visits(room);
        });
  }

  private void visit(RoomId room) {
    Pin pin = router.cluster.pins().get(room);
    long deadlineNs = world.nowNs() + 800 * World.MS;
    if (pin != null && pin.tryEnter()) {
      connect(pin, deadlineNs);
    } else {
      locate(room, null, deadlineNs);
    }
  }

  private void locate(RoomId room, @Nullable Pin failed, long deadlineNs) {
    if (router.isBusy() || world.nowNs() > deadlineNs) {
      return;
    }
    int life = router.life;
    long byItsClock = deadlineNs + router.clockOffsetNs;
    router.post(
        new ClusterEvent.Locate(
            room,
            failed,
            byItsClock,
            located -> {
              if (router.life == life && located instanceof Located.At at) {
                world.after(0.1, () -> enter(life, at.pin(), deadlineNs));
              }
            }));
  }

  private void enter(int life, Pin pin, long deadlineNs) {
    if (router.life != life) {
      return;
    }
    if (pin.tryEnter()) {
      connect(pin, deadlineNs);
    } else {
      locate(pin.room(), null, deadlineNs);
    }
  }

  private void connect(Pin pin, long deadlineNs) {
    int life = router.life;
    connect(
        pin.node(),
        (outcome, there) -> {
          if (router.life != life) {
            return;
          }
          if (outcome == ProbeOutcome.ACCEPTED && !pin.isRetired()) {
            new Leg(world, router, judge, there, pin).play(1 + world.random.nextInt(4));
            return;
          }
          if (pin.leave()) {
            router.post(new ClusterEvent.RoomEmptied(pin));
          }
          if (outcome != ProbeOutcome.ACCEPTED) {
            router.post(new ClusterEvent.ConnectFailed(pin.node(), outcome));
          }
          locate(pin.room(), pin, deadlineNs);
        });
  }

  private void connect(NodeRef node, SimRouter.Answer answer) {
    SimNode there = null;
    for (SimNode candidate : nodes) {
      if (candidate.port == node.address().port()) {
        there = candidate;
      }
    }
    if (impostor.up && impostor.port == node.address().port()) {
      there = impostor;
    }
    SimNode found = there;
    if (found != null && found.isDataCut()) {
      world.after(100, () -> answer.onAnswer(ProbeOutcome.SILENT, found));
      return;
    }
    world.after(
        world.between(0.2, 4),
        () ->
            answer.onAnswer(
                found != null && found.up && found.listens
                    ? ProbeOutcome.ACCEPTED
                    : ProbeOutcome.REFUSED,
                found));
  }

  private void happen(Fault fault) {
    SimNode node = nodes.get(world.random.nextInt(nodes.size()));
    double ms = world.chance(0.5) ? world.between(20, 200) : world.between(200, 1_000);
    switch (fault) {
      case ROUTER_CRASH -> {
        if (router.up) {
          router.crash();
          world.after(ms / 4, router::start);
        }
      }
      case ROUTER_PAUSE -> {
        if (!router.isBusy()) {
          router.pause(ms);
        }
      }
      case ROUTER_CLOCK -> router.clockOffsetNs += (long) (world.between(-1, 1) * ms * World.MS);
      case WALL_CLOCK -> router.wallOffsetMs += (long) (world.between(0, 10) * ms);
      case NODE_CRASH -> crash(node, ms);
      case NODE_PAUSE -> {
        if (node.up && !node.paused) {
          node.pause(ms);
        }
      }
      case CONTROL_CUT -> node.cutControl(ms);
      case DATA_CUT -> node.cutData(ms);
      case UNLISTEN -> {
        if (node.up && !node.isPlain()) {
          node.unlisten(ms);
        }
      }
      case DRAIN -> {
        router.post(new ClusterEvent.DrainAsked(new NodeId(node.id), true));
        world.after(ms, () -> router.post(new ClusterEvent.DrainAsked(new NodeId(node.id), false)));
      }
      case MOVE ->
          router.post(
              new ClusterEvent.MoveAsked(
                  room(), null, answer -> world.log(() -> "operator, of a move: " + answer)));
      case CLOSE ->
          router.post(
              new ClusterEvent.CloseAsked(
                  room(), null, answer -> world.log(() -> "operator, of a close: " + answer)));
      case EVICT -> evict(node, ms);
      case ECHO -> node.echo(ms);
      case IMPOSTOR -> {
        if (!impostor.up) {
          impostor.start();
          world.after(ms, impostor::crash);
        }
      }
    }
  }

  private RoomId room() {
    return new RoomId(ROOMS.get(world.random.nextInt(ROOMS.size())));
  }

  /** What was given up comes back when its process is started again. */
  private void evict(SimNode node, double ms) {
    router.post(
        new ClusterEvent.EvictAsked(
            new NodeId(node.id),
            answer -> {
              world.log(() -> "operator, of an evict: " + answer);
              if (answer.word() != OrderAnswer.Word.UNKNOWN_NODE) {
                world.after(0, () -> crash(node, ms));
              }
            }));
  }

  private void crash(SimNode node, double ms) {
    if (!node.up) {
      return;
    }
    node.crash();
    if (world.chance(0.5) && !node.isPlain()) {
      node.port += 100;
    }
    world.after(
        ms,
        () -> {
          if (node.isPlain()) {
            node.startPlain();
          } else {
            node.start();
          }
        });
  }
}
