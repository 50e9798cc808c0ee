package usher.bench.failover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import usher.common.net.HostPort;

/** A router and its nodes as processes, and what its admin port knows. One thread. */
final class House implements AutoCloseable {
  private static final long AWAIT_MS = 60_000;
  private static final long LOOK_MS = 20;
  private static final int SPARE_ROOMS = 100;

  /** The answer to one move too many at once. */
  private static final int TOO_MANY = 503;

  private static final String RESUMED = "usher_rooms_resumed_seconds";

  /** What a node logs of a room whose append the journal refused, for another is past it. */
  private static final String APPEND_REFUSED = " in doubt at epoch ";

  /** What a node logs of a room that it finds to be another's. */
  private static final String FENCED = " is not ours any more ";

  private static final String REFUSED = "Refused[";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FailoverPlan plan;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, HouseProcess> nodes = new LinkedHashMap<>();
  private final Path classes;
  private HouseProcess router;

  private House(FailoverPlan plan, HouseProcess router) {
    this.plan = plan;
    this.router = router;
    this.classes = plan.directory().resolve("node.jsa");
  }

  /** Starts all of it, and waits until the router places rooms on every node. */
  static House start(FailoverPlan plan) throws IOException, InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(House::endAll, "end-all"));
    String free = "127.0.0.1:0";
    House house = new House(plan, router(plan, free, free, free));
    try {
      house.router.awaitReady();
      if (plan.kind() == Kind.KILL || plan.kind() == Kind.RESTART) {
        house.archiveClasses();
      }
      for (int i = 1; i <= plan.nodes(); i++) {
        house.startNode("node-" + i);
      }
      house.awaitNodes();
    } catch (IOException | InterruptedException | RuntimeException e) {
      house.close();
      throw e;
    }
    return house;
  }

  /** A show that is interrupted leaves no process behind. */
  private static void endAll() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  private static HouseProcess router(
      FailoverPlan plan, String players, String control, String admin) throws IOException {
    List<String> flags =
        new ArrayList<>(List.of("--listen", players, "--control", control, "--admin", admin));
    flags.addAll(List.of("--journal", plan.journal()));
    flags.addAll(List.of("--journal-replicas", Integer.toString(plan.replicas())));
    if (plan.journal().equals("embedded")) {
      flags.addAll(List.of("--data-dir", plan.directory().resolve("journal").toString()));
      // What was acknowledged may not be lost with a Redis that is killed.
      flags.addAll(List.of("--journal-fsync", plan.kind() == Kind.REDIS ? "always" : "everysec"));
    }
    return HouseProcess.start("router", plan.routerJar(), plan.directory(), plan.jvm(), flags);
  }

  /** Starts a node, under an id that may have been another process's before. */
  void startNode(String id) throws IOException {
    List<String> jvm = new ArrayList<>(plan.jvm());
    if (Files.exists(classes)) {
      jvm.add("-XX:SharedArchiveFile=" + classes);
    }
    nodes.put(id, node(id, jvm));
  }

  /**
   * Lets a node write down its classes as it ends, so that the next start faster: a node that is
   * killed leaves none.
   */
  private void archiveClasses() throws IOException, InterruptedException {
    List<String> jvm = new ArrayList<>(plan.jvm());
    jvm.add("-XX:ArchiveClassesAtExit=" + classes);
    try (HouseProcess node = node("archive", jvm)) {
      node.awaitReady();
    }
  }

  private HouseProcess node(String id, List<String> jvm) throws IOException {
    List<String> flags =
        List.of(
            "--router",
            router.ready("control"),
            "--id",
            id,
            "--game",
            "chat",
            "--capacity-rooms",
            Integer.toString(plan.rooms() + SPARE_ROOMS));
    return HouseProcess.start(id, plan.nodeJar(), plan.directory(), jvm, flags);
  }

  /** Ends the router with -9. */
  void killRouter() throws InterruptedException {
    router.kill();
  }

  /** Starts another router on the same ports. */
  void startRouter() throws IOException, InterruptedException {
    router =
        router(plan, router.ready("players"), router.ready("control"), router.ready("admin"))
            .awaitReady();
  }

  HouseProcess router() {
    return router;
  }

  List<String> nodeIds() {
    return List.copyOf(nodes.keySet());
  }

  HouseProcess node(String id) {
    HouseProcess node = nodes.get(id);
    if (node == null) {
      throw new IllegalArgumentException("no node " + id);
    }
    return node;
  }

  HostPort players() {
    return HostPort.parse(router.ready("players"));
  }

  /** Waits until the router places rooms on every node. */
  void awaitNodes() throws IOException, InterruptedException {
    awaitNodes(
        "every node to take rooms",
        all -> {
          int ready = 0;
          for (JsonNode node : all) {
            ready += node.path("skipped").isNull() ? 1 : 0;
          }
          return ready == nodes.size();
        });
  }

  /** Waits until no room is pinned to a node. */
  void awaitEmpty(String id) throws IOException, InterruptedException {
    awaitNodes(
        id + " to be empty",
        all -> {
          for (JsonNode node : all) {
            if (node.path("node").asText().equals(id)) {
              return node.path("pins").asInt() == 0;
            }
          }
          return true;
        });
  }

  private void awaitNodes(String what, Predicate<JsonNode> holds)
      throws IOException, InterruptedException {
    long startNs = System.nanoTime();
    while (!holds.test(get("/v1/nodes").path("nodes"))) {
      if (System.nanoTime() - startNs > AWAIT_MS * 1_000_000) {
        throw new IOException("waited " + AWAIT_MS + " ms for " + what);
      }
      Thread.sleep(LOOK_MS);
    }
  }

  /** What the admin port answers to a GET; an error has the field {@code error}. */
  JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(send(admin(path)).body());
  }

  /**
   * Asks the admin port to do something.
   *
   * @throws IOException if it does not
   */
  void post(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(admin(path).POST(HttpRequest.BodyPublishers.noBody()));
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("POST " + path + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  /** Has a room moved, once fewer are on their way than the router has at once. */
  void move(String room) throws IOException, InterruptedException {
    long startNs = System.nanoTime();
    while (true) {
      HttpResponse<String> answer =
          send(admin("/v1/rooms/" + room + "/move").POST(HttpRequest.BodyPublishers.noBody()));
      boolean later =
          answer.statusCode() == TOO_MANY || answer.body().contains("\"error\":\"moving\"");
      if (answer.statusCode() / 100 == 2) {
        return;
      }
      if (!later || System.nanoTime() - startNs > AWAIT_MS * 1_000_000) {
        throw new IOException("move of " + room + ": " + answer.statusCode() + " " + answer.body());
      }
      Thread.sleep(LOOK_MS);
    }
  }

  private HttpRequest.Builder admin(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + router.ready("admin") + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** How many rooms nodes gave up because the journal had them as another's, by their logs. */
  long fencedRooms() throws IOException {
    long fenced = 0;
    for (HouseProcess node : nodes.values()) {
      fenced += node.logged(FENCED);
    }
    return fenced;
  }

  /** From a room's seats parked to its first word again, in milliseconds, as the router saw it. */
  FailoverReport.Spread parked() throws IOException, InterruptedException {
    String metrics = send(admin("/metrics")).body();
    return new FailoverReport.Spread(
        milliseconds(metrics, RESUMED + "{quantile=\"0.5\"} "),
        milliseconds(metrics, RESUMED + "{quantile=\"0.99\"} "),
        milliseconds(metrics, RESUMED + "_max "));
  }

  private static double milliseconds(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())) * 1_000)
        .findFirst()
        .orElse(0);
  }

  /** How many late appends nodes had refused, by their logs. */
  long refusedAppends() throws IOException {
    long refused = 0;
    for (HouseProcess node : nodes.values()) {
      refused += node.logged(APPEND_REFUSED, REFUSED);
    }
    return refused;
  }

  /** The embedded Redis: a process that the router started. */
  ProcessHandle redis() throws IOException {
    Optional<ProcessHandle> redis =
        router
            .handle()
            .descendants()
            .filter(
                process ->
                    process.info().command().map(House::isRedis).orElse(false) && process.isAlive())
            .findFirst();
    return redis.orElseThrow(
        () ->
            new IOException("the router started no Redis: --kind redis needs --journal embedded"));
  }

  private static boolean isRedis(String command) {
    // Where the server is one program with its tools, it may be called by a name of theirs.
    return command.contains("redis") || command.contains("valkey");
  }

  /** The show is over: nodes end as they are, the router with its Redis. */
  @Override
  public void close() {
    nodes.values().forEach(HouseProcess::killSoon);
    router.close();
  }
}
