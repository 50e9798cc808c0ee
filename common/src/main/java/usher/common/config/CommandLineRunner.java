package usher.common.config;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;
import usher.common.config.text.HiddenSecrets;
import usher.common.config.text.PrintedConfig;
import usher.common.net.CannotListenException;
import usher.common.net.HostPort;
import usher.common.net.TransportChoice;

/**
 * Runs a picocli command by the rules of every command of ours: a flag may also come from the
 * environment or from a file ({@link FlagSource}), and whatever is wrong with one ends with exit
 * code 2 and one line on standard error. A command that has {@link ProcessFlags} can print its
 * configuration, and reloads on SIGHUP.
 */
public final class CommandLineRunner {
  /** The exit code of a wrong flag. */
  public static final int EXIT_USAGE = 2;

  private static final Logger log = LoggerFactory.getLogger(CommandLineRunner.class);

  private CommandLineRunner() {}

  /** Runs a command that ends, on the calling thread, and gives its exit code. */
  public static int run(Callable<Integer> command, String[] args, Map<String, String> environment) {
    return run(() -> command, args, environment);
  }

  /**
   * Runs the command on the calling thread and gives its exit code.
   *
   * @param fresh makes the command, and makes another whenever the flags are read anew
   */
  public static int run(
      Supplier<? extends Callable<Integer>> fresh, String[] args, Map<String, String> environment) {
    FlagReader reader = new FlagReader(fresh, args, environment);
    FlagReader.Fresh first;
    try {
      first = reader.fresh();
    } catch (FlagException e) {
      PrintWriter err = new CommandLine(fresh.get()).getErr();
      return fail(err, String.valueOf(e.getMessage()));
    }
    CommandLine line = first.line();
    line.setParameterExceptionHandler(
        (e, given) -> fail(e.getCommandLine().getErr(), message(e, first.source())));
    line.setExecutionStrategy(parsed -> execute(reader, first, parsed));
    return line.execute(args);
  }

  private static int execute(FlagReader reader, FlagReader.Fresh first, ParseResult parsed) {
    Integer asked = CommandLine.executeHelpRequest(parsed);
    if (asked != null) {
      return asked;
    }
    ProcessFlags process = ProcessFlags.in(first.line());
    if (process != null) {
      try {
        if (first.command() instanceof CheckedFlags checked) {
          checked.check();
        }
      } catch (FlagException | CannotListenException e) {
        return fail(first.line().getErr(), String.valueOf(e.getMessage()));
      }
      FlagReader.Read read = FlagReader.read(first, parsed);
      if (process.printConfig) {
        first.line().getOut().print(PrintedConfig.of(read.entries()));
        first.line().getOut().flush();
        return 0;
      }
      begin(process, new FlagReader.Latest(reader, read), first.source());
    }
    return new RunLast().execute(parsed);
  }

  private static void begin(ProcessFlags process, FlagReader.Latest latest, FlagSource source) {
    Reloads reloads = new Reloads(latest);
    reloads.add(LogLevelReload.begin(latest));
    process.begin(reloads, latest);
    HangUp.runs(reloads::reloadAll);
    source
        .unknownVariables()
        .forEach((name, meant) -> log.warn("the variable {} is no flag{}", name, meant));
  }

  static CommandLine commandLine(Callable<Integer> command) {
    CommandLine line = new CommandLine(command);
    line.registerConverter(HostPort.class, Converters::hostPort);
    line.registerConverter(java.time.Duration.class, Converters::duration);
    line.registerConverter(TransportChoice.class, Converters::transport);
    line.registerConverter(LogLevels.class, Converters::logLevels);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOverwrittenOptionsAllowed(false);
    line.setExecutionExceptionHandler(
        (e, commandLine, parsed) -> {
          if (e instanceof FlagException || e instanceof CannotListenException) {
            return fail(commandLine.getErr(), String.valueOf(e.getMessage()));
          }
          throw e;
        });
    return line;
  }

  /** What is wrong with a flag, and where it was written if that was not the command line. */
  static String message(ParameterException e, FlagSource source) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched) {
      return withoutSecrets(message, unmatched.getUnmatched());
    }
    if (e.getArgSpec() instanceof OptionSpec option
        && e.getValue() != null
        && e.getValue().equals(source.defaultValue(option))) {
      return message + " (" + source.originOf(option.longestName()).title() + ")";
    }
    return message;
  }

  /** A flag that is mistyped, or of which a part stands apart, may be an address all the same. */
  private static String withoutSecrets(String message, List<String> unmatched) {
    String shown = message;
    for (String each : unmatched) {
      int value = each.startsWith("--") ? each.indexOf('=') + 1 : 0;
      String hidden = each.substring(0, value) + HiddenSecrets.in(each.substring(value));
      shown = shown.replace(each, hidden);
    }
    return shown;
  }

  private static int fail(PrintWriter err, String message) {
    err.println("error: " + message.replace('\n', ' ').strip());
    err.flush();
    return EXIT_USAGE;
  }
}
