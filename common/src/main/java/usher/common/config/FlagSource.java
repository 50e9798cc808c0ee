package usher.common.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where a flag's value comes from when the command line does not have it: the environment ({@code
 * --heartbeat-interval} is {@code USHER_HEARTBEAT_INTERVAL}), then the properties file that {@code
 * --config} or {@code USHER_CONFIG} names ({@code heartbeat-interval=500ms}), then the flag's own
 * default.
 */
final class FlagSource implements IDefaultValueProvider {
  private static final String CONFIG_FLAG = "--config";
  private static final String CONFIG_VARIABLE = "USHER_CONFIG";

  private final Map<String, String> environment;
  private final Properties file;

  private FlagSource(Map<String, String> environment, Properties file) {
    this.environment = environment;
    this.file = file;
  }

  /**
   * Reads the file that the arguments or the environment name, if they name one.
   *
   * @param flags every flag that the command knows, with its dashes
   * @throws FlagException if the file cannot be read, or has a key that is no flag
   */
  static FlagSource of(String[] args, Map<String, String> environment, Set<String> flags) {
    String path = configPath(args, environment);
    Properties file = path == null ? new Properties() : load(path);
    for (String key : new TreeSet<>(file.stringPropertyNames())) {
      if (!flags.contains("--" + key)) {
        throw new FlagException(
            "--config: '" + path + "' has the key '" + key + "', which is no flag (see --help)");
      }
    }
    return new FlagSource(environment, file);
  }

  private static @Nullable String configPath(String[] args, Map<String, String> environment) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals(CONFIG_FLAG) && i + 1 < args.length) {
        return args[i + 1];
      }
      if (args[i].startsWith(CONFIG_FLAG + "=")) {
        return args[i].substring(CONFIG_FLAG.length() + 1);
      }
    }
    return environment.get(CONFIG_VARIABLE);
  }

  private static Properties load(String path) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(path))) {
      properties.load(reader);
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      throw new FlagException(
          "--config: cannot read '" + path + "' as a properties file (" + e + ")");
    }
  }

  @Override
  public @Nullable String defaultValue(ArgSpec arg) {
    if (!(arg instanceof OptionSpec option)) {
      return null;
    }
    String name = option.longestName().replaceFirst("^--", "");
    String variable = "USHER_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
    String fromEnvironment = environment.get(variable);
    return fromEnvironment != null ? fromEnvironment : file.getProperty(name);
  }
}
