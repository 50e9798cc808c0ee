package usher.router.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import usher.common.config.FlagException;

/** {@code usher rooms}. */
@Command(name = "rooms", description = "Lists the rooms that have a pin, by id.")
final class RoomsCommand implements Callable<Integer> {
  private static final int MAX_LIMIT = 10_000_000;

  @ParentCommand UsherCommand usher = new UsherCommand();

  @Option(names = "--node", paramLabel = "NODE", description = "Those on this node only.")
  @Nullable String node;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description = "Those only whose ids begin like this.")
  @Nullable String prefix;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many at most (default: ${DEFAULT-VALUE}; 1 to 10000000).")
  int limit = 100;

  @Override
  public Integer call() {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new FlagException("--limit is 1 to " + MAX_LIMIT);
    }
    StringBuilder path = new StringBuilder("/v1/rooms?");
    if (node != null) {
      path.append("&node=").append(AdminClient.escaped(node));
    }
    if (prefix != null) {
      path.append("&prefix=").append(AdminClient.escaped(prefix));
    }
    Pages.Read read = Pages.of(usher.client(), path.toString(), "rooms", limit);
    if (usher.isJson()) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("rooms", read.rows());
      all.put("more", read.more());
      usher.out().println(AdminClient.write(all));
      return ExitCode.DONE;
    }
    Table table = new Table("ROOM", "NODE", ">EPOCH", ">CONNECTIONS", ">PINNED");
    for (JsonNode room : read.rows()) {
      table.row(
          room.path("room").asText(),
          room.path("node").asText(),
          room.path("epoch").asText(),
          room.path("connections").asText(),
          Ages.of(room.path("pinnedSeconds").asLong()));
    }
    table.print(usher.out());
    if (read.more()) {
      usher.out().println("... and more: --limit lists more of them");
    }
    return ExitCode.DONE;
  }
}
