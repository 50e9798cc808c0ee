package usher.router.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code usher close}. */
@Command(
    name = "close",
    description = {
      "Sends everyone out of a room; its node lets it go.",
      "With a journal it sleeps there, and whoever asks for it next wakes it; without one it is"
          + " gone."
    })
final class CloseCommand implements Callable<Integer> {
  @ParentCommand UsherCommand usher = new UsherCommand();

  @Parameters(paramLabel = "ROOM", description = "The room's id.")
  String room = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description =
          "What its players are told, as in 'down for the night'; at most 200 characters.")
  @Nullable String reason;

  @Override
  public Integer call() {
    String body = reason == null ? "" : AdminClient.write(Map.of("reason", reason));
    return Changes.post(usher, "/v1/rooms/" + AdminClient.escaped(room) + "/close", body, "");
  }
}
