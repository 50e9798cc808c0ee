package usher.router.control;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.control.NodeId;

/** Where a request to the control port goes. */
sealed interface ControlRoute {
  String SOCKET_PATH = "/control";
  String NODES_PATH = "/v1/nodes/";

  /** A node dials in. */
  record Socket() implements ControlRoute {}

  /**
   * A node's report or goodbye.
   *
   * @param incarnation which one says goodbye; null for all
   */
  record Report(NodeId node, @Nullable String incarnation) implements ControlRoute {}

  /** The route of this request target; null where there is none. */
  static @Nullable ControlRoute of(String target) {
    QueryStringDecoder uri = new QueryStringDecoder(target, true);
    // Node ids need no escapes, so that a path with one names no node.
    String path = uri.rawPath();
    if (path.equals(SOCKET_PATH)) {
      return new Socket();
    }
    if (path.startsWith(NODES_PATH) && NodeId.isValid(path.substring(NODES_PATH.length()))) {
      List<String> boots = uri.parameters().getOrDefault("incarnation", List.of());
      return new Report(
          new NodeId(path.substring(NODES_PATH.length())), boots.isEmpty() ? null : boots.get(0));
    }
    return null;
  }
}
