package usher.router.edge;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import usher.common.player.Role;

/** What a request's query says of who asks, as against what a ticket says. Pure. */
final class AskedQuery {
  /** The largest head has fewer: none escapes the look. */
  private static final int MAX_PARAMETERS = EdgeLimits.MAX_HEAD_BYTES;

  private AskedQuery() {}

  /** Whether it asks to watch, and for nothing else. */
  static boolean isSpectator(String target) {
    return isSpectator(parameters(target, true)) && isSpectator(parameters(target, false));
  }

  private static boolean isSpectator(Map<String, List<String>> parameters) {
    List<String> roles = parameters.getOrDefault("role", List.of());
    return !roles.isEmpty() && roles.stream().allMatch(Role.SPECTATOR.word()::equals);
  }

  /** Whether it gives no name, or this one only. */
  static boolean isNamed(String target, String player) {
    return isNamed(parameters(target, true), player) && isNamed(parameters(target, false), player);
  }

  private static boolean isNamed(Map<String, List<String>> parameters, String player) {
    return parameters.getOrDefault("player", List.of()).stream().allMatch(player::equals);
  }

  /**
   * The parameters of a target.
   *
   * @param semicolons whether they part parameters, as {@code &} does: servers do not agree
   */
  private static Map<String, List<String>> parameters(String target, boolean semicolons) {
    try {
      return QueryStringDecoder.builder()
          .hasPath(true)
          .maxParams(MAX_PARAMETERS)
          .semicolonIsNormalChar(!semicolons)
          .build(target)
          .parameters();
    } catch (IllegalArgumentException e) {
      // Not percent-encoded UTF-8: who reads it otherwise must not find another name in it.
      return Map.of("player", List.of(""), "role", List.of(""));
    }
  }
}
