package usher.common.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import usher.common.config.text.ConfigEntry;
import usher.common.config.text.ConfigEntry.Origin;
import usher.common.net.CannotListenException;

/**
 * Reads a command's flags from where they are written, again and again: the command line and the
 * environment stay, the file may have changed.
 */
final class FlagReader {
  private final Supplier<? extends Callable<Integer>> fresh;
  private final String[] args;
  private final Map<String, String> environment;

  /**
   * @param fresh makes a command without values
   */
  FlagReader(
      Supplier<? extends Callable<Integer>> fresh, String[] args, Map<String, String> environment) {
    this.fresh = fresh;
    this.args = args.clone();
    this.environment = Map.copyOf(environment);
  }

  /** A command with its picocli, ready to parse. */
  record Fresh(Callable<Integer> command, CommandLine line, FlagSource source) {}

  /**
   * A command that knows its file and environment, and has not parsed its arguments.
   *
   * @throws FlagException if the file is wrong
   */
  Fresh fresh() {
    Callable<Integer> command = fresh.get();
    CommandLine line = CommandLineRunner.commandLine(command);
    FlagSource source =
        FlagSource.of(args, environment, line.getCommandSpec().optionsMap().keySet());
    line.setDefaultValueProvider(source);
    return new Fresh(command, line, source);
  }

  /**
   * The command with all its flags as they are written now.
   *
   * @throws FlagException if one is wrong
   */
  Read read() {
    Fresh now = fresh();
    ParseResult parsed;
    try {
      parsed = now.line().parseArgs(args);
    } catch (ParameterException e) {
      throw new FlagException(CommandLineRunner.message(e, now.source()));
    }
    if (now.command() instanceof CheckedFlags checked) {
      try {
        checked.check();
      } catch (CannotListenException e) {
        throw new FlagException(String.valueOf(e.getMessage()));
      }
    }
    return read(now, parsed);
  }

  /**
   * A command that parsed.
   *
   * @param entries its flags in text
   */
  record Read(Callable<Integer> command, CommandLine line, List<ConfigEntry> entries) {}

  static Read read(Fresh now, ParseResult parsed) {
    return new Read(now.command(), now.line(), entries(parsed, now.source()));
  }

  /** Every flag as it stands, but for those that say what to do with the others. */
  private static List<ConfigEntry> entries(ParseResult parsed, FlagSource source) {
    List<ConfigEntry> entries = new ArrayList<>();
    for (OptionSpec option : parsed.commandSpec().options()) {
      String flag = option.longestName();
      if (option.usageHelp() || option.versionHelp() || flag.equals(ProcessFlags.PRINT_CONFIG)) {
        continue;
      }
      String name = flag.substring(2);
      boolean isFile = option.type() == Path.class;
      if (parsed.hasMatchedOption(option)) {
        String written = String.join(",", parsed.matchedOption(flag).originalStringValues());
        entries.add(new ConfigEntry(name, written, Origin.COMMAND_LINE, isFile));
      } else {
        String elsewhere = source.defaultValue(option);
        String value = elsewhere == null ? option.defaultValue() : elsewhere;
        entries.add(new ConfigEntry(name, value, source.originOf(flag), isFile));
      }
    }
    entries.sort(Comparator.comparing(ConfigEntry::name));
    return entries;
  }

  /** What was read last; the reload's thread writes, any thread reads. */
  static final class Latest implements Supplier<Set<String>> {
    private final FlagReader reader;
    private final Map<String, @Nullable String> atStart = new HashMap<>();
    private volatile Read read;

    Latest(FlagReader reader, Read first) {
      this.reader = reader;
      this.read = first;
      for (ConfigEntry entry : first.entries()) {
        atStart.put(entry.name(), entry.value());
      }
    }

    Callable<Integer> command() {
      return read.command();
    }

    LogLevels logLevels() {
      ProcessFlags process = ProcessFlags.in(read.line());
      if (process == null) {
        throw new IllegalStateException("a command without the flags of a process");
      }
      return process.logLevel;
    }

    /** Whether a flag was written anywhere. */
    boolean isSet(String flag) {
      return read.entries().stream()
          .anyMatch(each -> flag.equals("--" + each.name()) && each.origin() != Origin.DEFAULT);
    }

    /** Reads all flags anew and gives those that are written otherwise than at the start. */
    @Override
    public Set<String> get() {
      Read now = reader.read();
      read = now;
      Set<String> changed = new TreeSet<>();
      for (ConfigEntry entry : now.entries()) {
        if (!Objects.equals(atStart.get(entry.name()), entry.value())) {
          changed.add("--" + entry.name());
        }
      }
      return changed;
    }
  }
}
