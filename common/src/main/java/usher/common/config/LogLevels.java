package usher.common.config;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * How much is logged: a level for everything, and levels for single loggers, as in {@code
 * info,usher.router.link=debug}. Immutable; {@link #apply} and what names a logger may be called on
 * any thread.
 *
 * @param root for every logger that has none of its own
 * @param loggers by name
 */
public record LogLevels(String root, Map<String, String> loggers) {
  /** What a level may be. */
  public static final List<String> LEVELS =
      List.of("off", "error", "warn", "info", "debug", "trace");

  /** The most loggers with a level of their own in one flag. */
  static final int MAX_LOGGERS = 64;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_$.]{1,200}");
  private static final String RULE =
      "a level is one of "
          + String.join(", ", LEVELS)
          + ", and may be followed by levels for single"
          + " loggers, as in info,usher.router.link=debug";

  public LogLevels {
    loggers = Map.copyOf(loggers);
  }

  /**
   * Reads what {@code --log-level} was given.
   *
   * @throws IllegalArgumentException if it is out of rule; the message says what would be right
   */
  public static LogLevels parse(String text) {
    String root = null;
    Map<String, String> loggers = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equal = part.indexOf('=');
      String level = part.substring(equal + 1).strip().toLowerCase(Locale.ROOT);
      String name = equal < 0 ? "" : part.substring(0, equal).strip();
      boolean right = LEVELS.contains(level) && loggers.size() < MAX_LOGGERS;
      if (equal < 0 ? !right || root != null : !right || !NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("'" + part.strip() + "' will not do: " + RULE);
      }
      if (equal < 0) {
        root = level;
      } else {
        loggers.put(name, level);
      }
    }
    return new LogLevels(root == null ? "info" : root, loggers);
  }

  /**
   * Sets these levels in place of others.
   *
   * @param before those set before: its loggers that have none here lose theirs; null for none
   */
  public void apply(@Nullable LogLevels before) {
    if (before != null) {
      for (String name : before.loggers.keySet()) {
        if (!loggers.containsKey(name)) {
          logger(name).setLevel(null);
        }
      }
    }
    set(org.slf4j.Logger.ROOT_LOGGER_NAME, root);
    loggers.forEach(LogLevels::set);
  }

  /**
   * Sets the level of one logger, {@code ROOT} for all that have none of their own.
   *
   * @throws IllegalArgumentException if the name or the level is out of rule
   */
  public static void set(String logger, String level) {
    String word = level.toLowerCase(Locale.ROOT);
    if (!LEVELS.contains(word)) {
      throw new IllegalArgumentException(
          "'" + level + "' is no level: it is one of " + String.join(", ", LEVELS));
    }
    if (!NAME.matcher(logger).matches()) {
      throw new IllegalArgumentException(
          "a logger is named like a class or a package, 1 to 200 letters, digits, dots");
    }
    logger(logger).setLevel(Level.valueOf(word));
  }

  /** The level that a logger goes by, in lower case; its own, or that of the nearest above it. */
  public static String of(String logger) {
    return logger(logger).getEffectiveLevel().toString().toLowerCase(Locale.ROOT);
  }

  private static Logger logger(String name) {
    return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(name);
  }

  /** As it may be written. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(root);
    loggers.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            each -> text.append(',').append(each.getKey()).append('=').append(each.getValue()));
    return text.toString();
  }
}
