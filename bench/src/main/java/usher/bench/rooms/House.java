package usher.bench.rooms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import usher.bench.compare.proxy.FreePort;
import usher.bench.compare.proxy.Haproxy;
import usher.bench.compare.proxy.RunningProxy;
import usher.common.net.HostPort;

/** A front and its nodes, all on one core, until it is closed. */
final class House implements AutoCloseable {
  private static final int NODES = 2;
  private static final String GAME = "relay";

  private final String name;
  private final RunningProxy front;
  private final List<RunningProxy> all;

  private House(String name, RunningProxy front, List<RunningProxy> all) {
    this.name = name;
    this.front = front;
    this.all = all;
  }

  /** Our router, and nodes that it links to. */
  static House ofLinks(Path scripts, Path directory) throws IOException, InterruptedException {
    HostPort players = FreePort.onLoopback();
    HostPort control = FreePort.onLoopback();
    HostPort admin = FreePort.onLoopback();
    List<RunningProxy> all = new ArrayList<>();
    RunningProxy router =
        start(
            all,
            players,
            directory,
            "router",
            scripts.resolve("router").toString(),
            "--listen",
            players.toString(),
            "--control",
            control.toString(),
            "--admin",
            admin.toString(),
            "--threads",
            "1",
            "--journal",
            "none");
    for (int i = 1; i <= NODES; i++) {
      startNode(all, scripts, directory, i, "--router", control.toString());
    }
    return new House("usher", router, all);
  }

  /** HAProxy, and the same nodes without a router. */
  static House ofHaproxy(Path scripts, Path directory) throws IOException, InterruptedException {
    List<RunningProxy> all = new ArrayList<>();
    List<HostPort> nodes = new ArrayList<>();
    for (int i = 1; i <= NODES; i++) {
      nodes.add(startNode(all, scripts, directory, i, "--standalone").address());
    }
    HostPort players = FreePort.onLoopback();
    Path config = directory.resolve("haproxy.cfg");
    Files.writeString(config, Haproxy.config(players, nodes));
    Path own = Files.createDirectories(directory.resolve("haproxy"));
    RunningProxy proxy =
        RunningProxy.start(
            "haproxy", players, own, List.of("haproxy", "-db", "-f", config.toString()));
    all.add(proxy);
    return new House("haproxy", proxy.awaitListening(), all);
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
    return start(all, listen, directory, "node-" + number, command.toArray(String[]::new));
  }

  private static RunningProxy start(
      List<RunningProxy> all, HostPort address, Path directory, String name, String... command)
      throws IOException, InterruptedException {
    Path own = Files.createDirectories(directory.resolve(name));
    RunningProxy started = RunningProxy.start(name, address, own, List.of(command));
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

  String name() {
    return name;
  }

  /** Where players go. */
  HostPort players() {
    return front.address();
  }

  /** CPU time of all its processes so far, in nanoseconds. */
  long cpuNs() {
    return all.stream().mapToLong(RunningProxy::cpuNs).sum();
  }

  /** What the front alone holds, in bytes. */
  long frontBytes() throws IOException, InterruptedException {
    return front.memoryBytes();
  }

  @Override
  public void close() {
    all.forEach(RunningProxy::close);
  }
}
