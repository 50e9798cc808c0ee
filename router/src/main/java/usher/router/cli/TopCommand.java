package usher.router.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import usher.common.config.FlagException;

/** {@code usher top}. */
@Command(
    name = "top",
    description = "Shows the cluster and its most loaded nodes, again and again; q or ^C ends it.")
final class TopCommand implements Callable<Integer> {
  private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";

  /** The script sets it where standard output is a terminal: Java can not tell. */
  private static final String TERMINAL = "usher.terminal";

  private static final char QUIT = 'q';
  private static final int BAR = 20;
  private static final int MAX_INTERVAL = 3_600;
  private static final int MAX_ROWS = 10_000;

  @ParentCommand UsherCommand usher = new UsherCommand();

  @Option(names = "--once", description = "Shows it once, without clearing the screen.")
  boolean once;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "How often (default: ${DEFAULT-VALUE}; 1 to 3600).")
  int intervalSeconds = 2;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "30",
      description = "How many nodes at most (default: ${DEFAULT-VALUE}; 1 to 10000).")
  int rows = 30;

  private final Supplier<@Nullable Keyboard> keys;
  private @Nullable JsonNode before;

  TopCommand() {
    this(Keyboard::ofProcess);
  }

  TopCommand(Supplier<@Nullable Keyboard> keys) {
    this.keys = keys;
  }

  @Override
  public Integer call() {
    if (intervalSeconds < 1 || intervalSeconds > MAX_INTERVAL) {
      throw new FlagException("--interval is 1 to " + MAX_INTERVAL + " seconds");
    }
    if (rows < 1 || rows > MAX_ROWS) {
      throw new FlagException("--rows is 1 to " + MAX_ROWS);
    }
    AdminClient client = usher.client();
    // The first look says what is wrong with the flags; later on the router may be away, busy or
    // given new tokens, for a while.
    show(client);
    if (once) {
      return ExitCode.DONE;
    }
    try (Keyboard keyboard = keys.get()) {
      while (!usher.out().checkError() && !quits(keyboard)) {
        showAgain(client);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.DONE;
  }

  /** Waits for the next look, or for the key that ends it. */
  private boolean quits(@Nullable Keyboard keyboard) throws InterruptedException {
    long pauseMs = intervalSeconds * 1_000L;
    if (keyboard != null) {
      return keyboard.typed(QUIT, pauseMs);
    }
    Thread.sleep(pauseMs);
    return false;
  }

  private void showAgain(AdminClient client) {
    try {
      show(client);
    } catch (UnreachableException | RefusedException e) {
      clear();
      usher.out().println(e.getMessage());
    }
  }

  private void show(AdminClient client) {
    JsonNode cluster = client.get("/v1/cluster");
    List<JsonNode> nodes = Pages.nodes(client);
    if (usher.isJson()) {
      usher.out().println(AdminClient.write(List.of(cluster, nodes)));
      return;
    }
    List<String> lines = lines(cluster, nodes);
    clear();
    lines.forEach(usher.out()::println);
    before = cluster;
  }

  private void clear() {
    if (!once && Boolean.getBoolean(TERMINAL)) {
      usher.out().print(HOME_AND_CLEAR);
    }
  }

  /** What one look shows. */
  List<String> lines(JsonNode cluster, List<JsonNode> nodes) {
    List<String> lines = new ArrayList<>();
    JsonNode states = cluster.path("nodesByState");
    JsonNode journal = cluster.path("journal");
    lines.add(
        String.format(
            Locale.ROOT,
            "router %s %s, up %s; journal %s%s%s%s",
            cluster.path("router").asText(),
            cluster.path("version").asText(),
            Ages.of(cluster.path("uptimeSeconds").asLong()),
            journal.path("mode").asText(),
            down(journal) ? " DOWN" : "",
            cluster.path("holding").asBoolean() ? "; HOLDING" : "",
            cluster.path("evictionsFrozen").asBoolean() ? "; EVICTIONS FROZEN" : ""));
    lines.add(
        String.format(
            Locale.ROOT,
            "nodes %d alive, %d joining, %d suspect, %d lost, %d draining",
            states.path("alive").asInt(),
            states.path("joining").asInt(),
            states.path("suspect").asInt(),
            states.path("lost").asInt(),
            cluster.path("draining").asInt()));
    lines.add(
        "rooms "
            + figure(cluster, "rooms")
            + ", seats "
            + figure(cluster, "seats")
            + ", players here "
            + figure(cluster, "players")
            + ", waiting "
            + cluster.path("waiting").asText());
    lines.add("");
    lines.addAll(table(nodes));
    if (nodes.size() > rows) {
      lines.add("... and " + (nodes.size() - rows) + " nodes more");
    }
    return lines;
  }

  private static boolean down(JsonNode journal) {
    return !journal.path("mode").asText().equals("none") && !journal.path("connected").asBoolean();
  }

  private String figure(JsonNode cluster, String name) {
    long now = cluster.path(name).asLong();
    JsonNode then = before;
    long change = then == null ? 0 : now - then.path(name).asLong();
    return change == 0 ? "" + now : now + (change > 0 ? " (+" : " (") + change + ")";
  }

  private List<String> table(List<JsonNode> nodes) {
    List<JsonNode> sorted = new ArrayList<>(nodes);
    sorted.sort(
        Comparator.comparingDouble((JsonNode node) -> -node.path("score").asDouble())
            .thenComparing(node -> node.path("node").asText()));
    Table table =
        new Table("NODE", "STATE", "LOAD", ">SCORE", ">ROOMS", ">SEATS", ">CPU", ">LAG", ">HEARD");
    for (JsonNode node : sorted.subList(0, Math.min(rows, sorted.size()))) {
      String skipped = NodesCommand.takesRooms(node);
      table.row(
          node.path("node").asText(),
          skipped.equals("yes") ? node.path("state").asText() : skipped,
          bar(node.path("score").asDouble()),
          Ages.share(node.path("score").asDouble()),
          node.path("rooms").asText(),
          node.path("seats").asText(),
          Math.round(node.path("parts").path("cpu").asDouble() * 100) + "%",
          Math.round(node.path("parts").path("loopLagMs").asDouble()) + "ms",
          node.path("heartbeatAgeMs").asLong() + "ms");
    }
    return table.lines();
  }

  private static String bar(double score) {
    int full = (int) Math.round(Math.min(1, Math.max(0, score)) * BAR);
    return "#".repeat(full) + ".".repeat(BAR - full);
  }
}
