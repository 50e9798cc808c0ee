package usher.router.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code usher nodes}. */
@Command(name = "nodes", description = "Lists the nodes, by id.")
final class NodesCommand implements Callable<Integer> {
  @ParentCommand UsherCommand usher = new UsherCommand();

  @Override
  public Integer call() {
    List<JsonNode> nodes = Pages.nodes(usher.client());
    if (usher.isJson()) {
      usher.out().println(AdminClient.write(Map.of("nodes", nodes)));
      return ExitCode.DONE;
    }
    table(nodes).print(usher.out());
    return ExitCode.DONE;
  }

  static Table table(List<JsonNode> nodes) {
    Table table =
        new Table(
            "NODE",
            "STATE",
            "TAKES ROOMS",
            ">SCORE",
            ">ROOMS",
            ">SEATS",
            ">CPU",
            ">LAG",
            ">HEARD",
            "UPSTREAM",
            "ADDRESS",
            "VERSION");
    for (JsonNode node : nodes) {
      table.row(
          node.path("node").asText(),
          state(node),
          takesRooms(node),
          Ages.share(node.path("score").asDouble()),
          node.path("rooms").asText() + "/" + node.path("roomCapacity").asText(),
          node.path("seats").asText() + "/" + node.path("seatCapacity").asText(),
          Math.round(node.path("parts").path("cpu").asDouble() * 100) + "%",
          Math.round(node.path("parts").path("loopLagMs").asDouble()) + "ms",
          node.path("heartbeatAgeMs").asLong() + "ms",
          Table.cell(node.path("upstream")),
          Table.cell(node.path("address")),
          Table.cell(node.path("version")));
    }
    return table;
  }

  /** Its state, and the word why it is lost. */
  static String state(JsonNode node) {
    JsonNode lost = node.path("lost");
    String state = node.path("state").asText();
    return lost.isTextual() ? state + ": " + lost.asText() : state;
  }

  /** Whether it takes rooms, or the word why not. */
  static String takesRooms(JsonNode node) {
    JsonNode skipped = node.path("skipped");
    JsonNode reason = node.path("healthReason");
    return skipped.isTextual()
        ? skipped.asText() + (reason.isTextual() ? ": " + reason.asText() : "")
        : "yes";
  }
}
