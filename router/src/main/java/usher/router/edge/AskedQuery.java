package usher.router.edge;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import usher.common.player.Role;

/** What a request's query says of who asks, as against what a ticket says. Pure. */
final class AskedQuery {
  /** A head has fewer: none escapes the look. */
  private static final int MAX_PARAMETERS = EdgeLimits.MAX_HEAD_BYTES;

  private AskedQuery() {}

  /** Whether it asks to watch, and for nothing else. */
  static boolean isSpectator(String target) {
    List<String> roles = parameters(target).getOrDefault("role", List.of());
    return !roles.isEmpty() && roles.stream().allMatch(Role.SPECTATOR.word()::equals);
  }

  /** Whether it gives no name, or this one only. */
  static boolean isNamed(String target, String player) {
    return parameters(target).getOrDefault("player", List.of()).stream().allMatch(player::equals);
  }

  private static Map<String, List<String>> parameters(String target) {
    try {
      return QueryStringDecoder.builder()
          .hasPath(true)
          .maxParams(MAX_PARAMETERS)
          .build(target)
          .parameters();
    } catch (IllegalArgumentException e) {
      // Not percent-encoded UTF-8: who reads it otherwise must not find another name in it.
      return Map.of("player", List.of(""), "role", List.of(""));
    }
  }
}
