package usher.router.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code usher undrain}. */
@Command(name = "undrain", description = "Takes a drain back: the node takes rooms again.")
final class UndrainCommand implements Callable<Integer> {
  @ParentCommand UsherCommand usher = new UsherCommand();

  @Parameters(paramLabel = "NODE", description = "The node's id.")
  String node = "";

  @Override
  public Integer call() {
    return Changes.post(
        usher,
        "/v1/nodes/" + AdminClient.escaped(node) + "/undrain",
        "",
        "node " + node + " takes rooms again");
  }
}
