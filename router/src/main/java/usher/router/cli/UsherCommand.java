package usher.router.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import usher.common.config.FlagException;
import usher.common.config.Tokens;
import usher.common.tls.TlsFiles;
import usher.router.RouterVersion;

/** What operators type: the flags of all subcommands. */
@Command(
    name = "usher",
    mixinStandardHelpOptions = true,
    versionProvider = RouterVersion.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    description = "Asks a router, and tells it what to do.",
    footer = {
      "Each flag can also come from the environment: USHER_ADMIN, USHER_TOKEN_FILE, USHER_CA_FILE,",
      "USHER_CERT_FILE, USHER_KEY_FILE.",
      "Ends with 0 when it is done, 1 when the router refuses or there is no such thing, 2 on a",
      "wrong flag, 3 when the router cannot be reached."
    },
    subcommands = {
      NodesCommand.class,
      RoomsCommand.class,
      RoomCommand.class,
      ExplainCommand.class,
      DrainCommand.class,
      UndrainCommand.class,
      MoveCommand.class,
      CloseCommand.class,
      EvictCommand.class,
      ReloadCommand.class,
      LogLevelCommand.class,
      TopCommand.class,
      DoctorCommand.class,
      CompletionCommand.class
    })
final class UsherCommand implements Runnable {
  /** How an answer is printed. */
  enum Output {
    TABLE,
    JSON
  }

  @Option(
      names = "--admin",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1:9090",
      scope = ScopeType.INHERIT,
      description = "The admin port: host:port, or https://host:port (default: ${DEFAULT-VALUE}).")
  String admin = "127.0.0.1:9090";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "A file of tokens, the first of which is presented.")
  @Nullable Path tokenFile;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "PEM certificates to trust, and no other (default: those that Java trusts). With it"
              + " host:port is asked by https.")
  @Nullable Path caFile;

  @Option(
      names = "--cert-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "A PEM certificate to show, where the admin port asks for one.")
  @Nullable Path certFile;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The key of --cert-file, in PEM (PKCS#8).")
  @Nullable Path keyFile;

  @Option(
      names = "--output",
      paramLabel = "table|json",
      defaultValue = "table",
      scope = ScopeType.INHERIT,
      description = "For people, or for programs (default: ${DEFAULT-VALUE}).")
  Output output = Output.TABLE;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "5",
      scope = ScopeType.INHERIT,
      description = "How long an answer may take (default: ${DEFAULT-VALUE}; 1 to 600).")
  int timeoutSeconds = 5;

  @Spec CommandSpec spec = CommandSpec.create();

  /**
   * Runs the command line on the calling thread.
   *
   * @param environment where flags come from that the arguments do not have
   * @return what to exit with
   */
  static int run(String[] args, Map<String, String> environment, PrintWriter out, PrintWriter err) {
    CommandLine line = line();
    line.setOut(out).setErr(err);
    line.setDefaultValueProvider(
        argument ->
            argument instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp()
                ? environment.get(variable(option))
                : null);
    return line.execute(args);
  }

  /** The command line, with all its subcommands. */
  static CommandLine line() {
    CommandLine line = new CommandLine(new UsherCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(
        (e, args) -> failed(e.getCommandLine(), String.valueOf(e.getMessage()), 2));
    line.setExecutionExceptionHandler((e, at, parsed) -> failed(at, e));
    return line;
  }

  private static String variable(OptionSpec option) {
    return "USHER_" + option.longestName().substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static int failed(CommandLine at, Exception e) throws Exception {
    String message = String.valueOf(e.getMessage());
    if (e instanceof RefusedException) {
      return failed(at, message, ExitCode.REFUSED);
    } else if (e instanceof UnreachableException) {
      return failed(at, message, ExitCode.UNREACHABLE);
    } else if (e instanceof FlagException) {
      return failed(at, message, ExitCode.WRONG_FLAGS);
    }
    throw e;
  }

  private static int failed(CommandLine at, String message, int code) {
    at.getErr().println("error: " + message.replace('\n', ' ').strip());
    at.getErr().flush();
    return code;
  }

  /** Without a subcommand. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "a command is missing; 'usher --help' lists them");
  }

  boolean isJson() {
    return output == Output.JSON;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /**
   * The way to the router.
   *
   * @throws FlagException if a flag is wrong
   */
  AdminClient client() {
    if (timeoutSeconds < 1 || timeoutSeconds > 600) {
      throw new FlagException("--timeout is 1 to 600 seconds");
    }
    TlsFiles files = TlsFiles.ofCommand(caFile, certFile, keyFile);
    SSLContext tls = files == null ? null : files.forClient();
    AdminAddress address = AdminAddress.parse(admin, tls != null);
    String authorization =
        tokenFile == null ? null : Tokens.read("--token-file", tokenFile).authorization();
    return new AdminClient(address, authorization, tls, Duration.ofSeconds(timeoutSeconds));
  }
}
