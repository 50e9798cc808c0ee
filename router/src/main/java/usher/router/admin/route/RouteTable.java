package usher.router.admin.route;

import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.router.admin.AdminAnswer;
import usher.router.admin.AdminRequest;
import usher.router.admin.AdminRoutes;

/**
 * Finds the route of a request, and writes to the log who changed what. Called on event loops;
 * probes are answered there, all else on the thread {@code admin}.
 */
final class RouteTable implements AdminRoutes {
  private static final Logger AUDIT = LoggerFactory.getLogger("usher.router.admin.Audit");
  private static final Set<String> PROBES = Set.of("/healthz", "/readyz");
  private static final int SHOWN_CHARS = 200;

  private final List<Route> routes;
  private final Executor thread;

  RouteTable(List<Route> routes, Executor thread) {
    this.routes = List.copyOf(routes);
    this.thread = thread;
  }

  List<Route> routes() {
    return routes;
  }

  @Override
  public CompletionStage<AdminAnswer> answer(AdminRequest request) {
    Set<String> allow = new LinkedHashSet<>();
    for (Route route : routes) {
      String name = route.match(request.path());
      if (name == null) {
        continue;
      }
      if (route.method().equals(request.method())) {
        return PROBES.contains(route.path())
            ? route.answering().answer(request, name)
            : later(route, request, name);
      }
      allow.add(route.method());
    }
    return CompletableFuture.completedFuture(
        allow.isEmpty()
            ? AdminAnswer.error(404, "not-found", "there are " + String.join(", ", paths()))
            : AdminAnswer.badMethod(shown(request.method()), List.copyOf(allow)));
  }

  private CompletionStage<AdminAnswer> later(Route route, AdminRequest request, String name) {
    CompletableFuture<CompletionStage<AdminAnswer>> asked;
    try {
      asked = CompletableFuture.supplyAsync(() -> asked(route, request, name), thread);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(Orders.busy());
    }
    CompletionStage<AdminAnswer> answer =
        asked.thenCompose(each -> each).exceptionally(RouteTable::failed);
    return route.changes() ? answer.thenApply(told -> audited(request, told)) : answer;
  }

  private static CompletionStage<AdminAnswer> asked(
      Route route, AdminRequest request, String name) {
    for (String given : request.query().keySet()) {
      if (!route.query().contains(given)) {
        throw new WrongRequestException(
            400,
            "bad-request",
            "there is no parameter '"
                + shown(given)
                + "' here; "
                + (route.query().isEmpty()
                    ? "this path takes none"
                    : "there are " + String.join(", ", route.query())));
      }
    }
    return route.answering().answer(request, name);
  }

  private static AdminAnswer failed(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof WrongRequestException wrong) {
      return wrong.answer();
    }
    if (cause instanceof RejectedExecutionException) {
      return Orders.busy();
    }
    throw new CompletionException(cause);
  }

  private static AdminAnswer audited(AdminRequest request, AdminAnswer answer) {
    String done = answer.done();
    if (done != null) {
      AUDIT.info("{}, asked by {}", shown(done), request.who());
    } else if (answer.status() >= HttpURLConnection.HTTP_BAD_REQUEST) {
      AUDIT.info(
          "refused with {}: {} /{}, asked by {}",
          answer.status(),
          request.method(),
          shown(String.join("/", request.path())),
          request.who());
    }
    return answer;
  }

  private List<String> paths() {
    List<String> paths = new ArrayList<>();
    routes.forEach(route -> paths.add(route.method() + " " + route.path()));
    return paths;
  }

  /** What others wrote, as it may stand in a line of a log or an answer. */
  static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "…";
  }
}
