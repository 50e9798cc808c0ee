package usher.router.ticket;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import usher.common.room.NamePattern;

/** Fields of JSON objects as the JOSE library gives them. Pure. */
final class JsonFields {
  private JsonFields() {}

  /** The same map, its keys known to be texts, as those of JSON are. */
  static Map<String, Object> of(Map<?, ?> map) {
    Map<String, Object> fields = new LinkedHashMap<>();
    map.forEach((key, value) -> fields.put(String.valueOf(key), value));
    return fields;
  }

  /**
   * A pattern or a list of them.
   *
   * @param value a text, or a list of texts; null as JSON has it is neither
   * @return null where one is no pattern, or there are more than {@link TicketLimits#MAX_PATTERNS}
   */
  static @Nullable List<NamePattern> patterns(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    List<?> all = value instanceof List<?> list ? list : List.of(value);
    if (all.size() > TicketLimits.MAX_PATTERNS) {
      return null;
    }
    List<NamePattern> patterns = new ArrayList<>(all.size());
    for (Object each : all) {
      if (!(each instanceof String text) || !NamePattern.isValid(text)) {
        return null;
      }
      patterns.add(new NamePattern(text));
    }
    return patterns;
  }
}
