package usher.router.admin.route;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import usher.router.admin.AdminAnswer;
import usher.router.admin.AdminRequest;

/**
 * One thing that the admin port answers.
 *
 * @param method GET, POST or PUT; what all but GET change, and what of them is refused, is written
 *     to the log
 * @param path with at most one name in braces: {@code /v1/rooms/{room}/move}
 * @param query the names that may stand behind the question mark
 */
record Route(String method, String path, List<String> query, Answering answering) {
  private static final String NAME = "{";

  Route {
    query = List.copyOf(query);
  }

  /** Answers a request for this route. Must not block. */
  @FunctionalInterface
  interface Answering {
    /**
     * @param name what stands where the path has its braces; empty where it has none
     * @throws WrongRequestException if the request is wrong
     */
    CompletionStage<AdminAnswer> answer(AdminRequest request, String name);
  }

  static Route get(String path, Answering answering, String... query) {
    return new Route("GET", path, List.of(query), answering);
  }

  static Route post(String path, Answering answering) {
    return new Route("POST", path, List.of(), answering);
  }

  static Route put(String path, Answering answering) {
    return new Route("PUT", path, List.of(), answering);
  }

  boolean changes() {
    return !method.equals("GET");
  }

  /**
   * What stands where this path has its braces.
   *
   * @return empty where it has none; null if this is another path
   */
  @Nullable String match(List<String> segments) {
    String[] own = path.substring(1).split("/", -1);
    if (own.length != segments.size()) {
      return null;
    }
    String name = "";
    for (int i = 0; i < own.length; i++) {
      if (own[i].startsWith(NAME)) {
        name = segments.get(i);
      } else if (!own[i].equals(segments.get(i))) {
        return null;
      }
    }
    return name;
  }
}
