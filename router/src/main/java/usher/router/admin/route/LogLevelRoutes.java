package usher.router.admin.route;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import usher.router.admin.AdminAnswer;
import usher.router.admin.AdminRequest;

/** How much is logged, while the router runs; a restart forgets it. */
record LogLevelRoutes() {
  private static final String PATH = "/v1/log-level";
  private static final Set<String> LEVELS =
      Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");
  private static final String RIGHT =
      "the body is {\"logger\":\"usher.router.link\",\"level\":\"DEBUG\"}";
  private static final String LEVEL_RULE =
      "'level' is one of "
          + String.join(", ", new TreeSet<>(LEVELS))
          + ", or null for that of the logger above";

  List<Route> routes() {
    return List.of(Route.get(PATH, this::levels, "logger"), Route.put(PATH, this::set));
  }

  /**
   * A logger.
   *
   * @param level by which it logs
   * @param own whether the level is its own; else that of the logger above it
   */
  record Named(String logger, String level, boolean own) {}

  /** The loggers that have a level of their own. */
  record Listed(List<Named> loggers) {}

  private CompletionStage<AdminAnswer> levels(AdminRequest request, String none) {
    String name = request.query().get("logger");
    if (name != null) {
      return Orders.done(AdminAnswer.json(200, named(logger(name))));
    }
    List<Named> own =
        context().getLoggerList().stream()
            .filter(each -> each.getLevel() != null)
            .map(LogLevelRoutes::named)
            .toList();
    return Orders.done(AdminAnswer.json(200, new Listed(own)));
  }

  private CompletionStage<AdminAnswer> set(AdminRequest request, String none) {
    Wish wish = Wish.read(request.body(), RIGHT, "logger", "level");
    String name = wish.text("logger");
    if (name == null) {
      throw wish.not("'logger' is missing");
    }
    String asked = wish.text("level");
    String level = asked == null ? null : asked.toUpperCase(Locale.ROOT);
    if (level != null && !LEVELS.contains(level)) {
      throw wish.not(LEVEL_RULE);
    }
    Logger logger = logger(name);
    if (level == null && logger.getName().equals(Logger.ROOT_LOGGER_NAME)) {
      throw wish.not("the logger ROOT has none above it: 'level' is not null");
    }
    String before = logger.getEffectiveLevel().toString();
    logger.setLevel(level == null ? null : Level.valueOf(level));
    Named now = named(logger);
    return Orders.done(
        AdminAnswer.json(200, now)
            .done("logger " + now.logger() + " went from " + before + " to " + now.level()));
  }

  /** Only one that there is: a name made up would stay for ever. */
  private static Logger logger(String name) {
    @Nullable Logger known = context().exists(name);
    if (known == null) {
      throw new WrongRequestException(
          404,
          "not-found",
          "there is no logger '"
              + RouteTable.shown(name)
              + "'; there are ROOT, and packages and classes such as usher.router.link");
    }
    return known;
  }

  private static Named named(Logger logger) {
    return new Named(
        logger.getName(), logger.getEffectiveLevel().toString(), logger.getLevel() != null);
  }

  private static LoggerContext context() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      return context;
    }
    throw new WrongRequestException(
        501, "not-possible", "this router logs by another library than Logback");
  }
}
