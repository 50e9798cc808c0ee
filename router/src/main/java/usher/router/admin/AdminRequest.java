package usher.router.admin;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A request of an operator.
 *
 * @param method GET, POST and the like; HEAD is asked as GET
 * @param path the segments of the path, decoded: {@code /v1/nodes} is {@code [v1, nodes]}
 * @param query what stands behind the question mark, decoded; of a name given twice the first
 * @param body as UTF-8; empty where there is none
 * @param who the name of the token that came along, for the log
 */
public record AdminRequest(
    String method, List<String> path, Map<String, String> query, String body, String who) {
  /** The most parameters behind the question mark that are looked at. */
  static final int MAX_PARAMETERS = 16;

  public AdminRequest {
    path = List.copyOf(path);
    query = Map.copyOf(query);
  }

  /**
   * Reads one.
   *
   * @param who the name of the token that came along
   * @throws CharacterCodingException if the body is no UTF-8
   * @throws IllegalArgumentException if the path or the query has a broken %-escape
   */
  static AdminRequest of(FullHttpRequest request, String who) throws CharacterCodingException {
    QueryStringDecoder uri =
        new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8, true, MAX_PARAMETERS);
    List<String> segments = new ArrayList<>();
    for (String segment : uri.rawPath().split("/")) {
      if (!segment.isEmpty()) {
        segments.add(QueryStringDecoder.decodeComponent(segment));
      }
    }
    Map<String, String> query = new HashMap<>();
    uri.parameters().forEach((name, values) -> query.put(name, values.get(0)));
    boolean head = request.method().equals(HttpMethod.HEAD);
    return new AdminRequest(
        head ? HttpMethod.GET.name() : request.method().name(),
        segments,
        query,
        StandardCharsets.UTF_8.newDecoder().decode(request.content().nioBuffer()).toString(),
        who);
  }
}
