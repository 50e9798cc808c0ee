package usher.bench.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import usher.bench.compare.proxy.FreePort;
import usher.bench.compare.proxy.Haproxy;
import usher.bench.compare.proxy.RunningProxy;
import usher.common.journal.redis.JournalAddress;
import usher.common.net.HostPort;

/** A front and its nodes, all on one core, until it is closed. */
public final class House implements AutoCloseable {
  /** The name of a house behind our router. */
  public static final String USHER = "usher";

  /** The name of a house behind HAProxy. */
  public static final String HAPROXY = "haproxy";

  private static final int NODES = 2;
  private static final String GAME = "relay";

  /** As many as may be said: players talk as fast as they are answered. */
  private static final String COMMANDS_PER_SECOND = "1000000";

  /** How HAProxy finds the node of a room. */
  private static final String BY_PATH = "uri";

  /** How it spreads those who may go to any node. */
  private static final String BY_LOAD = "leastconn";

  private final String name;
  private final RunningProxy front;
  private final List<RunningProxy> nodes;
  private final List<RunningProxy> all;
  private final Path directory;

  private House(
      String name,
      RunningProxy front,
      List<RunningProxy> nodes,
      List<RunningProxy> all,
      Path directory) {
    this.name = name;
    this.front = front;
    this.nodes = nodes;
    this.all = all;
    this.directory = directory;
  }

  /** Our router, and nodes that it links to; no journal. */
  public static House ofLinks(Path scripts, Path directory)
      throws IOException, InterruptedException {
    return ofLinks(scripts, directory, List.of("--journal", "none"));
  }

  /** The same with the router's own Redis, which carries feeds between nodes. */
  public static House ofLinkedFeeds(Path scripts, Path directory)
      throws IOException, InterruptedException {
    return ofLinks(scripts, directory, embedded(directory));
  }

  private static House ofLinks(Path scripts, Path directory, List<String> journal)
      throws IOException, InterruptedException {
    HostPort control = FreePort.onLoopback();
    List<RunningProxy> all = new ArrayList<>();
    RunningProxy router = startRouter(all, scripts, directory, control, journal);
    List<RunningProxy> nodes = new ArrayList<>();
    for (int i = 1; i <= NODES; i++) {
      nodes.add(startNode(all, scripts, directory, i, "--router", control.toString()));
    }
    return new House(USHER, router, nodes, all, directory);
  }

  /** HAProxy, and the same nodes without a router. */
  public static House ofHaproxy(Path scripts, Path directory)
      throws IOException, InterruptedException {
    List<RunningProxy> all = new ArrayList<>();
    List<RunningProxy> nodes = new ArrayList<>();
    for (int i = 1; i <= NODES; i++) {
      nodes.add(startNode(all, scripts, directory, i, "--standalone"));
    }
    return new House(HAPROXY, startHaproxy(all, directory, nodes, BY_PATH), nodes, all, directory);
  }

  /**
   * HAProxy, and the same nodes, whose feeds Redis carries: they hear of it from a router, which no
   * player goes through.
   */
  public static House ofHaproxyFeeds(Path scripts, Path directory)
      throws IOException, InterruptedException {
    House house = ofLinks(scripts, directory, embedded(directory));
    RunningProxy haproxy = startHaproxy(house.all, directory, house.nodes, BY_LOAD);
    return new House(HAPROXY, haproxy, house.nodes, house.all, directory);
  }

  private static List<String> embedded(Path directory) {
    return List.of("--journal", "embedded", "--data-dir", journal(directory).toString());
  }

  private static Path journal(Path directory) {
    return directory.resolve("journal");
  }

  private static RunningProxy startRouter(
      List<RunningProxy> all, Path scripts, Path directory, HostPort control, List<String> journal)
      throws IOException, InterruptedException {
    HostPort players = FreePort.onLoopback();
    HostPort admin = FreePort.onLoopback();
    List<String> command = new ArrayList<>();
    command.add(scripts.resolve("router").toString());
    command.addAll(List.of("--listen", players.toString(), "--control", control.toString()));
    command.addAll(List.of("--admin", admin.toString(), "--threads", "1"));
    command.addAll(List.of("--commands-per-second", COMMANDS_PER_SECOND));
    command.addAll(journal);
    return start(all, players, directory, "router", command);
  }

  private static RunningProxy startHaproxy(
      List<RunningProxy> all, Path directory, List<RunningProxy> nodes, String balance)
      throws IOException, InterruptedException {
    HostPort players = FreePort.onLoopback();
    Path config = directory.resolve("haproxy.cfg");
    List<HostPort> upstreams = nodes.stream().map(RunningProxy::address).toList();
    Files.writeString(config, Haproxy.config(players, upstreams, balance));
    Path own = Files.createDirectories(directory.resolve(HAPROXY));
    RunningProxy proxy =
        RunningProxy.start(
            HAPROXY, players, own, List.of("haproxy", "-db", "-f", config.toString()));
    all.add(proxy);
    return proxy.awaitListening();
  }

  private static RunningProxy startNode(
      List<RunningProxy> all, Path scripts, Path directory, int number, String... more)
      throws IOException, InterruptedException {
    HostPort listen = FreePort.onLoopback();
    List<String> command = new ArrayList<>();
    command.add(scripts.resolve("game-node").toString());
    command.addAll(
        List.of("--id", "node-" + number, "--listen", listen.toString(), "--game", GAME));
    command.addAll(List.of("--loops", "1", "--room-idle", "10m"));
    command.addAll(List.of(more));
    return start(all, listen, directory, "node-" + number, command);
  }

  private static RunningProxy start(
      List<RunningProxy> all, HostPort address, Path directory, String name, List<String> command)
      throws IOException, InterruptedException {
    Path own = Files.createDirectories(directory.resolve(name));
    RunningProxy started = RunningProxy.start(name, address, own, command);
    all.add(started);
    Path log = own.resolve("log");
    return started.jvmWith(() -> {}).await(() -> isReady(log));
  }

  private static boolean isReady(Path log) {
    try {
      return Files.readString(log).lines().anyMatch(line -> line.startsWith("READY "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String name() {
    return name;
  }

  /** Where players go. */
  public HostPort players() {
    return front.address();
  }

  /**
   * The Redis that carries its feeds.
   *
   * @throws IOException if it has none
   */
  public JournalAddress redis() throws IOException {
    return EmbeddedRedis.in(journal(directory));
  }

  /** CPU time of the front and the nodes so far, in nanoseconds. */
  public long cpuNs() {
    return frontCpuNs() + nodes.stream().mapToLong(RunningProxy::cpuNs).sum();
  }

  /** CPU time of the front alone so far, in nanoseconds. */
  public long frontCpuNs() {
    return front.cpuNs();
  }

  /** What the front alone holds, in bytes. */
  public long frontBytes() throws IOException, InterruptedException {
    return front.memoryBytes();
  }

  @Override
  public void close() {
    all.forEach(RunningProxy::close);
  }
}
