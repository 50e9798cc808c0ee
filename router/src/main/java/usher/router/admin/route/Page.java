package usher.router.admin.route;

import java.util.Map;

/**
 * Which part of a list is asked for.
 *
 * @param limit how many at most
 * @param after those only that come after this; empty for the first
 */
record Page(int limit, String after) {
  /** The most that one answer lists. */
  static final int MAX = 1_000;

  static final String LIMIT = "limit";
  static final String AFTER = "after";

  /**
   * Reads what is asked for.
   *
   * @param usual how many where nothing is said
   * @throws WrongRequestException if it is wrong
   */
  static Page of(Map<String, String> query, int usual) {
    String limit = query.get(LIMIT);
    int count = usual;
    if (limit != null) {
      count = limit.matches("[0-9]{1,4}") ? Integer.parseInt(limit) : 0;
      if (count < 1 || count > MAX) {
        throw new WrongRequestException(400, "bad-request", "'limit' is 1 to " + MAX);
      }
    }
    return new Page(count, query.getOrDefault(AFTER, ""));
  }
}
