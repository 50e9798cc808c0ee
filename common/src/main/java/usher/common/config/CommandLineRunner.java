package usher.common.config;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import usher.common.net.CannotListenException;
import usher.common.net.HostPort;
import usher.common.net.TransportChoice;

/**
 * Runs a picocli command by the rules of every command of ours: a flag may also come from the
 * environment or from a file ({@link FlagSource}), and whatever is wrong with one ends with exit
 * code 2 and one line on standard error.
 */
public final class CommandLineRunner {
  /** The exit code of a wrong flag. */
  public static final int EXIT_USAGE = 2;

  private CommandLineRunner() {}

  /** Runs the command on the calling thread and gives its exit code. */
  public static int run(Callable<Integer> command, String[] args, Map<String, String> environment) {
    CommandLine line = commandLine(command);
    try {
      line.setDefaultValueProvider(
          FlagSource.of(args, environment, line.getCommandSpec().optionsMap().keySet()));
    } catch (FlagException e) {
      return fail(line.getErr(), String.valueOf(e.getMessage()));
    }
    return line.execute(args);
  }

  private static CommandLine commandLine(Callable<Integer> command) {
    CommandLine line = new CommandLine(command);
    line.registerConverter(HostPort.class, Converters::hostPort);
    line.registerConverter(java.time.Duration.class, Converters::duration);
    line.registerConverter(TransportChoice.class, Converters::transport);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOverwrittenOptionsAllowed(false);
    line.setParameterExceptionHandler(CommandLineRunner::wrongFlag);
    line.setExecutionExceptionHandler(
        (e, commandLine, parsed) -> {
          if (e instanceof FlagException || e instanceof CannotListenException) {
            return fail(commandLine.getErr(), String.valueOf(e.getMessage()));
          }
          throw e;
        });
    return line;
  }

  private static int wrongFlag(ParameterException e, String[] args) {
    return fail(e.getCommandLine().getErr(), String.valueOf(e.getMessage()));
  }

  private static int fail(PrintWriter err, String message) {
    err.println("error: " + message.replace('\n', ' ').strip());
    err.flush();
    return EXIT_USAGE;
  }
}
