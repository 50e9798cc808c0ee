package usher.common.config;

import java.util.Set;

/** The part of a reload that {@code --log-level} is. */
final class LogLevelReload implements Reloadable {
  private final FlagReader.Latest latest;
  private LogLevels set;

  private LogLevelReload(FlagReader.Latest latest, LogLevels set) {
    this.latest = latest;
    this.set = set;
  }

  /** Sets the levels of the start; where none were asked for, those of the configuration stay. */
  static LogLevelReload begin(FlagReader.Latest latest) {
    LogLevels first = latest.logLevels();
    if (latest.isSet(ProcessFlags.LOG_LEVEL)) {
      first.apply(null);
    }
    return new LogLevelReload(latest, first);
  }

  @Override
  public String name() {
    return "log levels";
  }

  @Override
  public String reload() {
    LogLevels next = latest.logLevels();
    if (next.equals(set)) {
      return "";
    }
    String change = set + " -> " + next;
    next.apply(set);
    set = next;
    return change;
  }

  @Override
  public Set<String> flags() {
    return Set.of(ProcessFlags.LOG_LEVEL);
  }
}
