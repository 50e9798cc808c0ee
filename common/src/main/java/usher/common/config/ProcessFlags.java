package usher.common.config;

import java.nio.file.Path;
import java.time.Duration;
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
  private static final Duration MAX_WARM_UP = Duration.ofMinutes(1);

  @Option(
      names = LOG_LEVEL,
      paramLabel = "LEVEL",
      defaultValue = "info",
      description =
          "What is logged: off, error, warn, info, debug or trace, and levels for single loggers, as"
              + " in info,usher.router.link=debug (default: ${DEFAULT-VALUE}).")
  LogLevels logLevel = new LogLevels("info", Map.of());

  @Option(
      names = "--warm-up-limit",
      paramLabel = "TIME",
      defaultValue = "8s",
      description =
          "After how long it ends to play to itself before it serves, so that the first players wait"
              + " for no code to be compiled; what it began it ends, some seconds on a busy machine"
              + " (default: ${DEFAULT-VALUE}; at most 1m; 0s: not at all).")
  Duration warmUpLimit = Duration.ZERO;

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

  /**
   * What is wrong beyond what each flag can say.
   *
   * @throws FlagException if anything is
   */
  public void check() {
    if (warmUpLimit.compareTo(MAX_WARM_UP) > 0) {
      throw new FlagException("--warm-up-limit is at most 1m; 0s is no warm-up");
    }
  }

  /** After how long it begins no more of its warm-up; zero for no warm-up. */
  public Duration warmUpLimit() {
    return warmUpLimit;
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
