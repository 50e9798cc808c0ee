package usher.router.admin;

import java.util.List;

/**
 * A request of an operator.
 *
 * @param method GET, POST and the like
 * @param path the segments of the path, decoded: {@code /v1/nodes} is {@code [v1, nodes]}
 * @param body as UTF-8; empty where there is none
 */
record AdminRequest(String method, List<String> path, String body) {
  AdminRequest {
    path = List.copyOf(path);
  }

  boolean reads() {
    return method.equals("GET") || method.equals("HEAD");
  }
}
