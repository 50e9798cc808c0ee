package usher.common.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The flags that every process of ours has; what they do, {@link CommandLineRunner} does. */
public final class ProcessFlags {
  static final String CONFIG = "--config";
  static final String PRINT_CONFIG = "--print-config";
  static final String LOG_LEVEL = "--log-level";

  @Option(
      names = LOG_LEVEL,
      paramLabel = "LEVEL",
      defaultValue = "info",
      description =
          "What is logged: off, error, warn, info, debug or trace, and levels for single loggers, as"
              + " in info,usher.router.link=debug (default: ${DEFAULT-VALUE}).")
  LogLevels logLevel = new LogLevels("info", Map.of());

  @Option(
      names = CONFIG,
      paramLabel = "FILE",
      description = "A properties file with any of these flags, as in log-level=debug.")
  @Nullable Path config;

  @Option(
      names = PRINT_CONFIG,
      description = "Print every flag with its value and where that comes from, and end.")
  boolean printConfig;

  private Reloads reloads = new Reloads();
  private FlagReader.@Nullable Latest latest;

  /** The flags of a command; null where it has none of these. */
  static @Nullable ProcessFlags in(CommandLine line) {
    OptionSpec own = line.getCommandSpec().findOption(PRINT_CONFIG);
    try {
      return own != null && own.scope().get() instanceof ProcessFlags flags ? flags : null;
    } catch (Exception e) {
      throw new IllegalStateException("picocli cannot give what it has made", e);
    }
  }

  /** The process begins: what is reloaded from here on. */
  void begin(Reloads reloads, FlagReader.Latest latest) {
    this.reloads = reloads;
    this.latest = latest;
  }

  /** What can change while the process runs; add to it. */
  public Reloads reloads() {
    return reloads;
  }

  /**
   * The command with its flags as they are written now, checked: as they were read by the last
   * reload, or at the start.
   *
   * @throws IllegalStateException before the command runs
   */
  public <C extends Callable<Integer>> C latest(Class<C> command) {
    if (latest == null) {
      throw new IllegalStateException("the command does not run yet");
    }
    return command.cast(latest.command());
  }
}
