package usher.router.cluster.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import usher.common.control.RouterMessage;
import usher.router.cluster.Cluster;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.ClusterEffect;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ProbeOutcome;
import usher.router.pin.NodeRef;

/** The very cluster, in a process that crashes, pauses, and whose clocks jump. */
final class SimRouter {
  static final long WALL_MS = 1_700_000_000_000L;

  final Map<Long, Line> lines = new HashMap<>();
  final Map<Long, Consumer<RouterMessage>> reports = new HashMap<>();
  int life;
  boolean up;
  Cluster cluster;
  long clockOffsetNs;
  long wallOffsetMs;
  private final World world;
  private final ClusterConfig config;
  private final Judge judge;
  private final Network network;
  private final Map<NodeRef, Set<Leg>> legs = new HashMap<>();
  private final ArrayDeque<ClusterEvent> queued = new ArrayDeque<>();
  private boolean paused;
  private long lastNumber;
  private long holdEndsNs;

  SimRouter(World world, ClusterConfig config, Judge judge, Network network) {
    this.world = world;
    this.config = config;
    this.judge = judge;
    this.network = network;
    start();
  }

  void start() {
    up = true;
    life++;
    queued.clear();
    long startNs = clockNs();
    if (world.without(Rule.HOLD)) {
      long early = startNs - config.timeoutNs() - World.MS;
      cluster = new Cluster(config, "router-" + life, world.random.split(), early);
      for (long ns = early; ns < startNs; ns += 20 * World.MS) {
        cluster.handle(new ClusterEvent.Tick(), ns, wallMs());
      }
    } else {
      cluster = new Cluster(config, "router-" + life, world.random.split(), startNs);
    }
    holdEndsNs = world.nowNs() + config.timeoutNs();
    world.log(() -> "router starts");
    int me = life;
    world.after(20, () -> tick(me));
  }

  private void tick(int me) {
    if (life == me && up) {
      if (!paused) {
        post(new ClusterEvent.Tick());
      }
      world.after(20, () -> tick(me));
    }
  }

  void crash() {
    world.log(() -> "router CRASHES");
    up = false;
    life++;
    paused = false;
    judge.routerDied();
    reports.clear();
    for (Line line : List.copyOf(lines.values())) {
      line.breaks(0, world.between(0.1, 10));
    }
    lines.clear();
    for (Set<Leg> open : legs.values()) {
      open.forEach(Leg::routerDied);
    }
    legs.clear();
  }

  void pause(double ms) {
    int me = life;
    world.log(() -> "router STOPS for " + (int) ms);
    paused = true;
    world.after(
        ms,
        () -> {
          if (life == me) {
            world.log(() -> "router goes on");
            paused = false;
            while (!queued.isEmpty()) {
              handle(queued.poll());
            }
          }
        });
  }

  boolean isBusy() {
    return !up || paused;
  }

  long nextNumber() {
    return ++lastNumber;
  }

  boolean isHolding() {
    return world.nowNs() < holdEndsNs;
  }

  void hungUp(long number) {
    if (lines.remove(number) != null) {
      post(new ClusterEvent.ControlClosed(number));
    }
  }

  void post(ClusterEvent event) {
    if (!up) {
      return;
    }
    if (paused) {
      queued.add(event);
    } else {
      handle(event);
    }
  }

  private long clockNs() {
    return world.nowNs() + clockOffsetNs;
  }

  private long wallMs() {
    return world.without(Rule.CLOCK) ? 0 : WALL_MS + wallOffsetMs + world.nowNs() / World.MS;
  }

  private void handle(ClusterEvent event) {
    for (ClusterEffect effect : new ArrayList<>(cluster.handle(event, clockNs(), wallMs()))) {
      run(effect);
    }
    judge.bounds(cluster);
  }

  private void run(ClusterEffect effect) {
    if (effect instanceof ClusterEffect.Send send) {
      if (send.message() instanceof RouterMessage.Place place) {
        judge.placed(cluster, place);
      }
      Line line = lines.get(send.connection());
      Consumer<RouterMessage> report = reports.get(send.connection());
      if (line != null) {
        line.toNode(send.message());
      } else if (report != null) {
        report.accept(send.message());
      }
    } else if (effect instanceof ClusterEffect.CloseControl close) {
      Line line = lines.get(close.connection());
      if (line != null) {
        line.breaks(1, world.between(1, 10));
      }
    } else if (effect instanceof ClusterEffect.Probe probe) {
      int me = life;
      world.after(probe.afterNs() / (double) World.MS, () -> probe(me, probe.node()));
    } else if (effect instanceof ClusterEffect.NodeLost lost) {
      world.log(() -> "router loses " + lost.node() + ": " + lost.why());
      Set<Leg> open = legs.remove(lost.node());
      judge.lost(lost.node(), lost.why(), open == null ? 0 : open.size());
      if (open != null) {
        List.copyOf(open).forEach(Leg::close);
      }
    } else if (effect instanceof ClusterEffect.NodeJoined joined) {
      judge.joined(joined.node());
    } else if (effect instanceof ClusterEffect.Answer answer) {
      answer.listener().onLocated(answer.located());
    } else if (effect instanceof ClusterEffect.AnswerMove move) {
      move.listener().onAnswer(move.answer());
    } else if (effect instanceof ClusterEffect.AnswerOrder order) {
      order.listener().onAnswer(order.answer());
    }
  }

  private void probe(int me, NodeRef node) {
    network.connect(
        node,
        (outcome, there) -> {
          if (life == me) {
            int open = world.without(Rule.LEGS) ? 0 : legsTo(node);
            post(new ClusterEvent.Probed(node, outcome, open));
          }
        });
  }

  int legsTo(NodeRef node) {
    Set<Leg> open = legs.get(node);
    return open == null ? 0 : open.size();
  }

  void opened(Leg leg) {
    legs.computeIfAbsent(leg.pin.node(), node -> new LinkedHashSet<>()).add(leg);
  }

  void closed(Leg leg) {
    Set<Leg> open = legs.get(leg.pin.node());
    if (open != null) {
      open.remove(leg);
    }
  }

  /** A node accepts connections, or not. */
  interface Network {
    void connect(NodeRef node, Answer answer);
  }

  /** What came of a try to connect. */
  interface Answer {
    void onAnswer(ProbeOutcome outcome, SimNode there);
  }
}
