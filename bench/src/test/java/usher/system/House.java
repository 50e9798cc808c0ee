package usher.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A router and its nodes as real processes, all on free ports of loopback. */
public final class House implements AutoCloseable {
  public static final Path ROUTER_JAR = Path.of("../router/target/usher-router.jar");
  private static final Path ROUTER_SCRIPT = Path.of("../scripts/router");
  private static final List<String> ANY_PORTS =
      List.of("127.0.0.1:0", "127.0.0.1:0", "127.0.0.1:0");
  public static final Path NODE_JAR = Path.of("../game-node/target/usher-game-node.jar");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, Launched> nodes = new LinkedHashMap<>();
  private Launched router;
  private @Nullable Path game;

  private final @Nullable Path data;

  private House(Launched router, @Nullable Path data) {
    this.router = router;
    this.data = data;
  }

  /** Starts a router on free ports, with flags that go before these if they name the same. */
  public static House router(String... flags) {
    int data = List.of(flags).indexOf("--data-dir");
    return new House(
        startRouter(List.of(), ANY_PORTS, flags), data < 0 ? null : Path.of(flags[data + 1]));
  }

  /** The same without a data directory, with options of the router's JVM. */
  static House routerIn(List<String> jvm, String... flags) {
    return new House(startRouter(jvm, ANY_PORTS, flags), null);
  }

  /**
   * Starts a router as an operator does, by its script and its JVM's own choices.
   *
   * @param environment {@code JVM_OPTS} for options of the JVM
   * @param before words before the command, as in {@code nice}
   */
  public static House shipped(
      Map<String, String> environment, List<String> before, String... flags) {
    List<String> command = new ArrayList<>(before);
    command.add(ROUTER_SCRIPT.toString());
    command.addAll(routerFlags(ANY_PORTS, flags));
    return new House(Launched.start("router", environment, command).awaitReady(), null);
  }

  private static Launched startRouter(List<String> jvm, List<String> addresses, String... flags) {
    String[] all = routerFlags(addresses, flags).toArray(String[]::new);
    return Launched.jar("router", Map.of(), jvm, ROUTER_JAR, all).awaitReady();
  }

  private static List<String> routerFlags(List<String> addresses, String... flags) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--listen", addresses.get(0),
                "--control", addresses.get(1),
                "--admin", addresses.get(2)));
    List<String> more = Arrays.asList(flags);
    if (!more.contains("--journal")) {
      all.addAll(List.of("--journal", "none"));
    }
    all.addAll(more);
    return all;
  }

  /** Nodes have this jar of a user's game on their class path from now on. */
  House playing(Path jar) {
    game = jar;
    return this;
  }

  /** Starts a node that knows the router, and waits until the router places rooms on it. */
  public Launched node(String id, String... flags) {
    Launched node = startNode(id, flags);
    awaitNodes(nodes.size());
    return node;
  }

  /** Starts nodes {@code node-1} to {@code node-count}, and waits until the router sees all. */
  public void startNodes(int count, String... flags) {
    for (int i = 1; i <= count; i++) {
      launchNode("node-" + i, flags);
    }
    awaitStarted(count);
  }

  /** Waits for the READY lines of all nodes, and until the router sees so many. */
  void awaitStarted(int count) {
    nodes.values().forEach(Launched::awaitReady);
    awaitNodes(count);
  }

  /** Starts a node and waits only for its own READY line. */
  public Launched startNode(String id, String... flags) {
    return launchNode(id, flags).awaitReady();
  }

  /** Starts a node and waits for nothing. */
  Launched launchNode(String id, String... flags) {
    List<String> all =
        new ArrayList<>(
            List.of("--router", router.ready("control"), "--id", id, "--listen", "127.0.0.1:0"));
    all.addAll(Arrays.asList(flags));
    Path own = game;
    Launched node =
        own == null
            ? Launched.jar(id, NODE_JAR, all.toArray(String[]::new))
            : Launched.node(id, own, all);
    Launched before = nodes.put(id, node);
    if (before != null) {
      before.close();
    }
    return node;
  }

  /** Waits until this many nodes are ready in the router's eyes, and it places rooms on them. */
  public void awaitNodes(int count) {
    Await.until(
        count + " ready nodes",
        30_000,
        () -> {
          String nodes = admin("/v1/nodes");
          return nodes.contains("\"holding\":false")
              && nodes.split("\"state\":\"alive\"", -1).length - 1 == count;
        });
  }

  /** Kills the router with -9 and starts another on the same ports. */
  public void killAndRestartRouter(String... flags) {
    List<String> same =
        List.of(router.ready("players"), router.ready("control"), router.ready("admin"));
    router.close();
    router = startRouter(List.of(), same, flags);
  }

  public Launched routerProcess() {
    return router;
  }

  public Launched nodeProcess(String id) {
    return nodes.get(id);
  }

  public List<Launched> nodes() {
    return List.copyOf(nodes.values());
  }

  /** The address players connect to, as {@code host:port}. */
  public String players() {
    return router.ready("players");
  }

  /** The admin port's answer to a GET. */
  public String admin(String path) {
    return get(router.ready("admin"), path);
  }

  /** The admin port's answer to a POST without a body. */
  public String adminPost(String path) {
    return adminPost(path, "");
  }

  /** The admin port's answer to a POST with this body. */
  public String adminPost(String path, String body) {
    return send(HttpRequest.newBuilder(URI.create("http://" + router.ready("admin") + path))
            .POST(HttpRequest.BodyPublishers.ofString(body)))
        .body();
  }

  /** The player port's answer to a GET. */
  public String get(String path) {
    return get(players(), path);
  }

  /** An HTTP answer. */
  public record Answer(int status, String body) {}

  /** What any address answers to a GET. */
  public Answer getFrom(String address, String path) {
    return send(HttpRequest.newBuilder(URI.create("http://" + address + path)));
  }

  private String get(String address, String path) {
    return getFrom(address, path).body();
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    nodes.values().forEach(Launched::close);
    router.close();
    if (data != null) {
      endRedis(data.resolve("redis.state"));
    }
  }

  /** A router that is killed leaves its Redis to the next one, which there is not here. */
  private static void endRedis(Path state) {
    try {
      if (Files.exists(state)) {
        Files.readAllLines(state).stream()
            .filter(line -> line.startsWith("pid="))
            .flatMap(line -> ProcessHandle.of(Long.parseLong(line.substring(4))).stream())
            .filter(process -> process.info().command().orElse("").contains("redis"))
            .forEach(ProcessHandle::destroyForcibly);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
