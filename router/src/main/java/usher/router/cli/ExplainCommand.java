package usher.router.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code usher explain}. */
@Command(name = "explain", description = "Says why a room is where it is, or where it would go.")
final class ExplainCommand implements Callable<Integer> {
  @ParentCommand UsherCommand usher = new UsherCommand();

  @Parameters(paramLabel = "ROOM", description = "The room's id.")
  String room = "";

  @Override
  public Integer call() {
    JsonNode told = usher.client().get("/v1/rooms/" + AdminClient.escaped(room) + "/explain");
    if (usher.isJson()) {
      usher.out().println(told);
      return ExitCode.DONE;
    }
    usher.out().println("room " + told.path("room").asText() + ": " + told.path("why").asText());
    usher.out().println();
    Table table = new Table("CANDIDATE", ">SCORE", "SKIPPED");
    for (JsonNode each : told.path("candidates")) {
      table.row(
          each.path("node").asText(),
          Ages.share(each.path("score").asDouble()),
          Table.cell(each.path("skipped")));
    }
    table.print(usher.out());
    return ExitCode.DONE;
  }
}
