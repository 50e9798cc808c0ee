package usher.router.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code usher completion}. */
@Command(
    name = "completion",
    description = {
      "Prints what completes commands and flags in bash and zsh:",
      "source <(scripts/usher completion)"
    })
final class CompletionCommand implements Callable<Integer> {
  @ParentCommand UsherCommand usher = new UsherCommand();

  @Override
  public Integer call() {
    usher.out().print(AutoComplete.bash("usher", UsherCommand.line()));
    usher.out().flush();
    return ExitCode.DONE;
  }
}
