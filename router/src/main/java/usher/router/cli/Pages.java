package usher.router.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads lists page by page. */
final class Pages {
  /** As many as one answer lists at most. */
  private static final int PAGE = 1_000;

  private Pages() {}

  /**
   * What was read.
   *
   * @param more whether there are more
   */
  record Read(List<JsonNode> rows, boolean more) {}

  /**
   * Reads a list.
   *
   * @param path with its question mark, and parameters if any
   * @param field where the rows are in an answer
   * @param most how many at most
   */
  static Read of(AdminClient client, String path, String field, int most) {
    List<JsonNode> rows = new ArrayList<>();
    String after = "";
    while (true) {
      int limit = Math.min(PAGE, most - rows.size());
      JsonNode page =
          client.get(
              path
                  + "&limit="
                  + limit
                  + (after.isEmpty() ? "" : "&after=" + AdminClient.escaped(after)));
      page.path(field).forEach(rows::add);
      JsonNode next = page.path("next");
      if (!next.isTextual()) {
        return new Read(rows, false);
      }
      if (rows.size() >= most) {
        return new Read(rows, true);
      }
      after = next.asText();
    }
  }

  /** All nodes: as many as a router takes. */
  static List<JsonNode> nodes(AdminClient client) {
    return of(client, "/v1/nodes?", "nodes", 100_000).rows();
  }
}
