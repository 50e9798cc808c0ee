package usher.bench.core;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import usher.common.control.Capacity;
import usher.common.control.Health;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.control.Upstream;
import usher.common.net.HostPort;
import usher.common.room.RoomId;
import usher.router.cluster.Cluster;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.ClusterEffect;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ProbeOutcome;
import usher.router.pin.Pin;

/** A pinned room found, a new one placed and ended, a heartbeat absorbed: 200 nodes, full scan. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ClusterBenchmark {
  private static final int NODES = 200;
  private static final int ROOMS = 100_000;
  private static final long WALL_MS = 1_700_000_000_000L;

  private final RoomId[] rooms = new RoomId[ROOMS];
  private final RoomId fresh = new RoomId("fresh");
  private Cluster cluster = new Cluster(ClusterConfig.defaults(), "r", new SplittableRandom(1), 0);
  private long nowNs;
  private int next;
  private long number;

  /** Two hundred nodes, a hundred thousand rooms. */
  @Setup(Level.Trial)
  public void open() {
    cluster = new Cluster(ClusterConfig.defaults(), "r", new SplittableRandom(1), 0);
    nowNs = 0;
    while (nowNs < 3_000_000_000L) {
      nowNs += 20_000_000;
      cluster.handle(new ClusterEvent.Tick(), nowNs, WALL_MS);
    }
    for (int i = 0; i < NODES; i++) {
      join(i);
    }
    for (int i = 0; i < ROOMS; i++) {
      rooms[i] = new RoomId("room-" + i);
      locate(rooms[i]);
    }
  }

  private void join(int index) {
    NodeMessage register =
        new NodeMessage.Register(
            new Incarnation(new NodeId("node-" + index), "a"),
            "bench",
            new HostPort("127.0.0.1", 10_000 + index),
            Upstream.TUNNEL,
            new Capacity(2_000, 100_000),
            Map.of(),
            true,
            false,
            List.of());
    for (ClusterEffect effect :
        List.copyOf(cluster.handle(new ClusterEvent.NodeSaid(index, register), nowNs, WALL_MS))) {
      if (effect instanceof ClusterEffect.Probe probe) {
        cluster.handle(
            new ClusterEvent.Probed(probe.node(), ProbeOutcome.ACCEPTED, 0), nowNs, WALL_MS);
      }
    }
  }

  private void locate(RoomId room) {
    cluster.handle(
        new ClusterEvent.Locate(room, null, nowNs + 1_000_000_000L, located -> {}), nowNs, WALL_MS);
  }

  /** What an event loop does for each player of a room that has a pin. */
  @Benchmark
  public boolean pinnedRoomDecided() {
    next = (next + 7_919) % ROOMS;
    Pin pin = cluster.pins().get(rooms[next]);
    if (pin == null || !pin.tryEnter()) {
      throw new IllegalStateException("no pin");
    }
    return pin.leave();
  }

  /** A new room over 200 nodes, and its end by the node's word. */
  @Benchmark
  public @Nullable Pin roomPlacedAndClosed() {
    locate(fresh);
    Pin pin = cluster.pins().get(fresh);
    if (pin == null) {
      throw new IllegalStateException("no node");
    }
    String node = pin.node().incarnation().node().value();
    long connection = Long.parseLong(node.substring("node-".length()));
    cluster.handle(
        new ClusterEvent.NodeSaid(connection, new NodeMessage.Closed(fresh, pin.epoch())),
        nowNs,
        WALL_MS);
    cluster.handle(
        new ClusterEvent.NodeSaid(connection, heartbeat(Long.MAX_VALUE)), nowNs, WALL_MS);
    return pin;
  }

  /** A heartbeat that renews a lease. */
  @Benchmark
  public List<ClusterEffect> heartbeatAbsorbed() {
    return cluster.handle(new ClusterEvent.NodeSaid(number % NODES, heartbeat(0)), nowNs, WALL_MS);
  }

  private NodeMessage.Heartbeat heartbeat(long placement) {
    return new NodeMessage.Heartbeat(++number, Health.READY, null, 500, 0, 0.2, 1, null, placement);
  }
}
