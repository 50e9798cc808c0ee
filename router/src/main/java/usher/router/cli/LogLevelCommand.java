package usher.router.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code usher log-level}. */
@Command(
    name = "log-level",
    description = "Shows how much is logged, or changes it until the router ends.")
final class LogLevelCommand implements Callable<Integer> {
  private static final String PATH = "/v1/log-level";
  private static final String INHERITED = "inherited";

  @ParentCommand UsherCommand usher = new UsherCommand();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LOGGER",
      description = "ROOT, a package or a class, as usher.router.link (default: all with a level).")
  @Nullable String logger;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "LEVEL",
      description =
          "TRACE, DEBUG, INFO, WARN, ERROR or OFF; or inherited, for that of the logger above.")
  @Nullable String level;

  @Override
  public Integer call() {
    JsonNode told = level == null ? ask() : set(level);
    if (usher.isJson()) {
      usher.out().println(told);
      return ExitCode.DONE;
    }
    Table table = new Table("LOGGER", "LEVEL", "OF ITS OWN");
    for (JsonNode each : told.has("loggers") ? told.path("loggers") : one(told)) {
      table.row(
          each.path("logger").asText(),
          each.path("level").asText(),
          each.path("own").asBoolean() ? "yes" : "no");
    }
    table.print(usher.out());
    return ExitCode.DONE;
  }

  private JsonNode ask() {
    return usher
        .client()
        .get(logger == null ? PATH : PATH + "?logger=" + AdminClient.escaped(logger));
  }

  private JsonNode set(String to) {
    Map<String, @Nullable String> wish = new LinkedHashMap<>();
    wish.put("logger", logger);
    wish.put("level", to.equals(INHERITED) ? null : to.toUpperCase(Locale.ROOT));
    return usher.client().change("PUT", PATH, AdminClient.write(wish));
  }

  private static Iterable<JsonNode> one(JsonNode told) {
    return java.util.List.of(told);
  }
}
