package usher.router.admin.route;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import usher.common.config.Reloads;
import usher.common.control.Capacity;
import usher.common.control.Health;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.control.Upstream;
import usher.common.net.HostPort;
import usher.common.room.RoomId;
import usher.router.admin.AdminAnswer;
import usher.router.admin.AdminRequest;
import usher.router.cluster.Cluster;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.ClusterEffect;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ProbeOutcome;
import usher.router.publish.RedisFacts;

/** All routes over a real cluster, in which everything happens on the spot. */
public final class Desk {
  private static final long START_NS = System.nanoTime() - 60_000_000_000L;

  private static final long NOW_MS = 3_000;

  final Cluster cluster =
      new Cluster(ClusterConfig.defaults(), "router-1", new SplittableRandom(1), START_NS);
  final Reloads reloads = new Reloads();
  final List<ClusterEvent> posted = new ArrayList<>();
  boolean isFull;
  private final Map<String, Long> heartbeats = new HashMap<>();
  private final CompletionStage<RedisFacts> redis =
      CompletableFuture.completedFuture(
          new RedisFacts("redis", "7.0.15", "master", 0, true, true, null, "noeviction", 1, 0, 2));

  public final RoutesOfRouter routes =
      new RoutesOfRouter(
          new RoutesOfRouter.World(
              cluster::view,
              cluster.pins(),
              this::post,
              () -> "# metrics\n",
              (topic, message) -> CompletableFuture.completedFuture(2L),
              () -> redis,
              Desk::facts,
              new RouterState() {
                @Override
                public long players() {
                  return 3;
                }

                @Override
                public JournalState journal() {
                  return new JournalState(true, 0, 0);
                }
              },
              reloads),
          Runnable::run);

  /** A cluster that takes rooms. */
  public static Desk open(String... nodes) {
    Desk desk = new Desk();
    for (long ms = 0; ms <= NOW_MS; ms += 20) {
      desk.handle(new ClusterEvent.Tick(), ms);
    }
    for (String node : nodes) {
      desk.join(node);
    }
    return desk;
  }

  private static RouterFacts facts() {
    HostPort at = new HostPort("127.0.0.1", 1);
    return new RouterFacts(
        "router-1",
        "test",
        1,
        START_NS,
        new RouterFacts.Listens(at, at, at),
        new RouterFacts.Transport("nio", "test", 1),
        "embedded",
        Path.of("."),
        10,
        10);
  }

  private void join(String id) {
    long connection = heartbeats.size() + 1L;
    heartbeats.put(id, connection);
    post(
        new ClusterEvent.NodeSaid(
            connection,
            new NodeMessage.Register(
                new Incarnation(new NodeId(id), "a"),
                "test",
                new HostPort("127.0.0.1", (int) (10_000 + connection)),
                Upstream.LINK,
                new Capacity(100, 1_000),
                Map.of("zone", "a"),
                true,
                false,
                List.of())));
    post(
        new ClusterEvent.NodeSaid(
            connection, new NodeMessage.Heartbeat(1, Health.READY, null, 0, 0, 0.1, 0.5, null, 0)));
  }

  boolean post(ClusterEvent event) {
    if (isFull) {
      return false;
    }
    posted.add(event);
    handle(event, NOW_MS);
    return true;
  }

  private void handle(ClusterEvent event, long atMs) {
    for (ClusterEffect effect :
        List.copyOf(cluster.handle(event, START_NS + atMs * 1_000_000, 1_700_000_000_000L))) {
      if (effect instanceof ClusterEffect.Probe probe && probe.afterNs() == 0) {
        handle(new ClusterEvent.Probed(probe.node(), ProbeOutcome.ACCEPTED, 0), atMs);
      } else if (effect instanceof ClusterEffect.Answer answer) {
        answer.listener().onLocated(answer.located());
      } else if (effect instanceof ClusterEffect.AnswerMove answer) {
        answer.listener().onAnswer(answer.answer());
      } else if (effect instanceof ClusterEffect.AnswerOrder answer) {
        answer.listener().onAnswer(answer.answer());
      } else if (effect instanceof ClusterEffect.Explain explain) {
        explain.listener().onExplained(explain.explanation());
      }
    }
  }

  /** Someone wants into a room. */
  public Desk place(String room) {
    post(
        new ClusterEvent.Locate(new RoomId(room), null, START_NS + 60_000_000_000L, located -> {}));
    return this;
  }

  AdminAnswer ask(String method, String uri) {
    return ask(method, uri, "");
  }

  AdminAnswer ask(String method, String uri, String body) {
    String[] parts = uri.split("\\?", 2);
    Map<String, String> query = new HashMap<>();
    for (String pair : parts.length == 1 ? new String[0] : parts[1].split("&")) {
      query.put(pair.split("=")[0], pair.split("=")[1]);
    }
    @Nullable AdminAnswer answer =
        routes
            .answer(
                new AdminRequest(
                    method, List.of(parts[0].substring(1).split("/")), query, body, "ann"))
            .toCompletableFuture()
            .getNow(null);
    if (answer == null) {
      throw new AssertionError(method + " " + uri + " is not answered");
    }
    return answer;
  }
}
