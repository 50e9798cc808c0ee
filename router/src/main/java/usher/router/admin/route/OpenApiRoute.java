package usher.router.admin.route;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import usher.router.admin.AdminAnswer;

/** {@code GET /v1/openapi.json}: all of this, for programs. */
final class OpenApiRoute {
  static final String RESOURCE = "/openapi.json";

  private final String document;

  /** Reads the document out of the jar. */
  OpenApiRoute() {
    try (InputStream in = OpenApiRoute.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not in the jar");
      }
      document = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/v1/openapi.json",
            (request, none) -> Orders.done(AdminAnswer.text(200, "application/json", document))));
  }
}
