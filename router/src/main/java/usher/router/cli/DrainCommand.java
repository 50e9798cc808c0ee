package usher.router.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code usher drain}. */
@Command(
    name = "drain",
    description = "Moves all rooms of a node to others, and places none there.")
final class DrainCommand implements Callable<Integer> {
  @ParentCommand UsherCommand usher = new UsherCommand();

  @Parameters(paramLabel = "NODE", description = "The node's id.")
  String node = "";

  @Override
  public Integer call() {
    return Changes.post(
        usher,
        "/v1/nodes/" + AdminClient.escaped(node) + "/drain",
        "",
        "node " + node + " drains: its rooms move to others");
  }
}
