package usher.router.admin.route;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import usher.common.net.OpenFiles;
import usher.router.admin.AdminAnswer;
import usher.router.admin.AdminRequest;
import usher.router.publish.RedisFacts;

/** {@code GET /v1/router}: the process, its ports, its limits and its Redis, for a check-up. */
record RouterRoute(Supplier<RouterFacts> facts, @Nullable RedisAsking redis, Executor thread) {
  private static final long NS_PER_S = 1_000_000_000;
  private static final long REDIS_WITHIN_MS = 2_000;

  List<Route> routes() {
    return List.of(Route.get("/v1/router", this::router));
  }

  /**
   * What is told, in this order.
   *
   * @param wallClockMs now, in milliseconds since 1970
   * @param files null where the system does not tell
   * @param dataDir null where no Redis of the router's own keeps data
   * @param redis null where there is none, or where it does not answer
   * @param redisFailure why it does not; null where it does, or where there is none
   */
  record Told(
      String router,
      String version,
      String java,
      long startedMs,
      long uptimeSeconds,
      long wallClockMs,
      Ports listens,
      RouterFacts.Transport transport,
      Limits limits,
      @Nullable OpenFiles files,
      Heap heap,
      @Nullable Disk dataDir,
      String journal,
      @Nullable RedisFacts redis,
      @Nullable String redisFailure) {
    record Ports(String players, String control, String admin) {}

    record Limits(int maxRooms, int maxConnections) {}

    record Heap(long usedBytes, long maxBytes) {}

    record Disk(String path, long freeBytes, long totalBytes) {}
  }

  private record Redis(@Nullable RedisFacts facts, @Nullable String failure) {}

  private CompletionStage<AdminAnswer> router(AdminRequest request, String none) {
    RedisAsking asking = redis;
    if (asking == null) {
      return Orders.done(AdminAnswer.json(200, told(new Redis(null, null))));
    }
    return asking
        .ask()
        .toCompletableFuture()
        .thenApply(answer -> new Redis(answer, null))
        .exceptionally(e -> new Redis(null, failure(e)))
        .completeOnTimeout(
            new Redis(null, "Redis does not answer"), REDIS_WITHIN_MS, TimeUnit.MILLISECONDS)
        .thenApplyAsync(answer -> AdminAnswer.json(200, told(answer)), thread);
  }

  private static String failure(Throwable thrown) {
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    return String.valueOf(cause.getMessage());
  }

  private Told told(Redis now) {
    RouterFacts known = facts.get();
    RouterFacts.Listens at = known.listens();
    Runtime memory = Runtime.getRuntime();
    return new Told(
        known.router(),
        known.version(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        known.startedMs(),
        (System.nanoTime() - known.startedNs()) / NS_PER_S,
        System.currentTimeMillis(),
        new Told.Ports(at.players().toString(), at.control().toString(), at.admin().toString()),
        known.transport(),
        new Told.Limits(known.maxRooms(), known.maxConnections()),
        OpenFiles.now(),
        new Told.Heap(memory.totalMemory() - memory.freeMemory(), memory.maxMemory()),
        disk(known.dataDir()),
        known.journal(),
        now.facts(),
        now.failure());
  }

  private static Told.@Nullable Disk disk(@Nullable Path directory) {
    if (directory == null) {
      return null;
    }
    try {
      FileStore store = Files.getFileStore(directory);
      return new Told.Disk(directory.toString(), store.getUsableSpace(), store.getTotalSpace());
    } catch (IOException e) {
      return null;
    }
  }
}
