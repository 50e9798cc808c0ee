package usher.router.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code usher reload}. */
@Command(
    name = "reload",
    description = "Has the router read anew what can change while it runs, as SIGHUP does.")
final class ReloadCommand implements Callable<Integer> {
  @ParentCommand UsherCommand usher = new UsherCommand();

  @Override
  public Integer call() {
    JsonNode told = usher.client().change("POST", "/v1/reload", "");
    if (usher.isJson()) {
      usher.out().println(told);
      return ExitCode.DONE;
    }
    Table table = new Table("PART", "CHANGED");
    for (JsonNode part : told.path("outcomes")) {
      table.row(part.path("name").asText(), Table.cell(part.path("changed")));
    }
    table.print(usher.out());
    for (JsonNode flag : told.path("restart")) {
      usher.out().println("needs a restart: " + flag.asText());
    }
    return ExitCode.DONE;
  }
}
