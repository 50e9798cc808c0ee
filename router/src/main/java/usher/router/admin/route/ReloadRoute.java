package usher.router.admin.route;

import java.util.List;
import java.util.concurrent.CompletionStage;
import usher.common.config.ReloadReport;
import usher.common.config.Reloads;
import usher.router.admin.AdminAnswer;
import usher.router.admin.AdminRequest;

/** {@code POST /v1/reload}: what SIGHUP does, and what came of it. */
record ReloadRoute(Reloads reloads) {
  List<Route> routes() {
    return List.of(Route.post("/v1/reload", this::reload));
  }

  private CompletionStage<AdminAnswer> reload(AdminRequest request, String none) {
    if (!request.body().isBlank()) {
      throw new WrongRequestException(400, "bad-request", "the body of a reload is empty");
    }
    ReloadReport report = reloads.reloadAll();
    AdminAnswer answer = AdminAnswer.json(report.isWhole() ? 200 : 409, report);
    return Orders.done(report.isWhole() ? answer.done("settings were reloaded") : answer);
  }
}
