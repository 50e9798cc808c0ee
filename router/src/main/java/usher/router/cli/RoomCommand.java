package usher.router.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code usher room}. */
@Command(name = "room", description = "Shows where a room is.")
final class RoomCommand implements Callable<Integer> {
  @ParentCommand UsherCommand usher = new UsherCommand();

  @Parameters(paramLabel = "ROOM", description = "The room's id.")
  String room = "";

  @Override
  public Integer call() {
    JsonNode told = usher.client().get("/v1/rooms/" + AdminClient.escaped(room));
    if (usher.isJson()) {
      usher.out().println(told);
      return ExitCode.DONE;
    }
    usher.out().println("room         " + told.path("room").asText());
    usher
        .out()
        .println(
            "node         "
                + told.path("node").asText()
                + " (incarnation "
                + told.path("incarnation").asText()
                + ")");
    usher.out().println("epoch        " + told.path("epoch").asText());
    usher.out().println("connections  " + told.path("connections").asText());
    usher.out().println("pinned       " + Ages.of(told.path("pinnedSeconds").asLong()) + " ago");
    return ExitCode.DONE;
  }
}
