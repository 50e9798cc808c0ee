package usher.common.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import usher.common.config.text.ConfigEntry.Origin;
import usher.common.config.text.NearestWord;

/**
 * Where a flag's value comes from when the command line does not have it: the environment ({@code
 * --heartbeat-interval} is {@code USHER_HEARTBEAT_INTERVAL}), then the properties file that {@code
 * --config} or {@code USHER_CONFIG} names ({@code heartbeat-interval=500ms}), then the flag's own
 * default.
 */
final class FlagSource implements IDefaultValueProvider {
  private static final String PREFIX = "USHER_";
  private static final String CONFIG_VARIABLE = "USHER_CONFIG";

  /** Flags that end the process; an image may have a USHER_VERSION that is none. */
  private static final Set<String> COMMAND_LINE_ONLY = Set.of("--help", "--version");

  /** Flags that say what to do with all the others. */
  private static final Set<String> NOT_IN_A_FILE =
      Set.of(ProcessFlags.CONFIG, ProcessFlags.PRINT_CONFIG);

  /** Variables that scripts, examples and the log's own configuration read, or images have. */
  private static final Set<String> OTHER_VARIABLES =
      Set.of(
          "USHER_LOG_LEVEL",
          "USHER_LOG_NETTY",
          "USHER_GAMES",
          "USHER_ROOT",
          "USHER_TOKEN",
          "USHER_HELP",
          "USHER_VERSION");

  private final Map<String, String> environment;
  private final Properties file;
  private final Set<String> flags;

  private FlagSource(Map<String, String> environment, Properties file, Set<String> flags) {
    this.environment = environment;
    this.file = file;
    this.flags = flags;
  }

  /**
   * Reads the file that the arguments or the environment name, if they name one.
   *
   * @param flags every flag that the command knows, with its dashes
   * @throws FlagException if the file cannot be read, or has a key twice or one that is no flag
   */
  static FlagSource of(String[] args, Map<String, String> environment, Set<String> flags) {
    String path = configPath(args, environment);
    Properties file = path == null ? new Properties() : load(path);
    Set<String> keys = new TreeSet<>();
    for (String flag : flags) {
      if (isReadElsewhere(flag) && !NOT_IN_A_FILE.contains(flag)) {
        keys.add(flag.substring(2));
      }
    }
    for (String key : new TreeSet<>(file.stringPropertyNames())) {
      if (!keys.contains(key)) {
        throw new FlagException(
            "--config: '"
                + path
                + "' has the key '"
                + key
                + "', which is no flag"
                + meant(key, keys));
      }
    }
    return new FlagSource(environment, file, flags);
  }

  private static String meant(String written, Set<String> words) {
    String nearest = NearestWord.to(written, words);
    return nearest == null ? " (see --help)" : ": did you mean '" + nearest + "'?";
  }

  private static @Nullable String configPath(String[] args, Map<String, String> environment) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals(ProcessFlags.CONFIG) && i + 1 < args.length) {
        return args[i + 1];
      }
      if (args[i].startsWith(ProcessFlags.CONFIG + "=")) {
        return args[i].substring(ProcessFlags.CONFIG.length() + 1);
      }
    }
    return environment.get(CONFIG_VARIABLE);
  }

  private static Properties load(String path) {
    try {
      return ConfigFile.read(Path.of(path));
    } catch (IOException | IllegalArgumentException e) {
      throw new FlagException(
          "--config: cannot read '" + path + "' as a properties file (" + e + ")");
    }
  }

  /** Whether a flag may be written elsewhere than on the command line. */
  private static boolean isReadElsewhere(String flag) {
    return flag.startsWith("--") && !COMMAND_LINE_ONLY.contains(flag);
  }

  private static String variable(String flag) {
    return PREFIX + flag.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }

  @Override
  public @Nullable String defaultValue(ArgSpec arg) {
    return arg instanceof OptionSpec option ? value(option.longestName()) : null;
  }

  /** What a flag is set to outside the command line; null for nothing. */
  private @Nullable String value(String flag) {
    if (!isReadElsewhere(flag)) {
      return null;
    }
    String fromEnvironment = environment.get(variable(flag));
    return fromEnvironment != null ? fromEnvironment : file.getProperty(flag.substring(2));
  }

  /** Where the value of a flag comes from that the command line does not have. */
  Origin originOf(String flag) {
    if (isReadElsewhere(flag) && environment.containsKey(variable(flag))) {
      return Origin.ENVIRONMENT;
    }
    return value(flag) != null ? Origin.FILE : Origin.DEFAULT;
  }

  /** The variables that look like flags and are none, each with what is probably meant. */
  Map<String, String> unknownVariables() {
    Set<String> known = new TreeSet<>();
    for (String flag : flags) {
      if (isReadElsewhere(flag)) {
        known.add(variable(flag));
      }
    }
    Map<String, String> unknown = new TreeMap<>();
    for (String name : environment.keySet()) {
      if (name.startsWith(PREFIX) && !known.contains(name) && !OTHER_VARIABLES.contains(name)) {
        unknown.put(name, meant(name, known));
      }
    }
    return unknown;
  }
}
