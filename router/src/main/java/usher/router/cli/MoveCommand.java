package usher.router.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code usher move}. */
@Command(name = "move", description = "Moves a room to another node; its players stay.")
final class MoveCommand implements Callable<Integer> {
  @ParentCommand UsherCommand usher = new UsherCommand();

  @Parameters(paramLabel = "ROOM", description = "The room's id.")
  String room = "";

  @Option(
      names = "--to",
      paramLabel = "NODE",
      description = "Which node (default: the one that is loaded least).")
  @Nullable String to;

  @Override
  public Integer call() {
    String body = to == null ? "" : AdminClient.write(Map.of("to", to));
    return Changes.post(usher, "/v1/rooms/" + AdminClient.escaped(room) + "/move", body, "");
  }
}
