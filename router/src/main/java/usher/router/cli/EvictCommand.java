package usher.router.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code usher evict}. */
@Command(
    name = "evict",
    description = {
      "Gives a node up as if it were dead: its rooms go elsewhere at once.",
      "This incarnation is let in no more: start the node anew to have it back."
    })
final class EvictCommand implements Callable<Integer> {
  @ParentCommand UsherCommand usher = new UsherCommand();

  @Parameters(paramLabel = "NODE", description = "The node's id.")
  String node = "";

  @Override
  public Integer call() {
    return Changes.post(usher, "/v1/nodes/" + AdminClient.escaped(node) + "/evict", "", "");
  }
}
