package usher.router.admin;

import java.util.concurrent.CompletionStage;

/** What the admin port answers. Called on an event loop: it must not block. */
@FunctionalInterface
public interface AdminRoutes {
  CompletionStage<AdminAnswer> answer(AdminRequest request);
}
