package usher.router.ticket;

import java.security.Key;
import org.jspecify.annotations.Nullable;

/**
 * A key that tickets are verified with, and its one algorithm.
 *
 * @param id what a ticket names it by, its {@code kid}; null where it has no name
 */
record TicketKey(@Nullable String id, TicketAlgorithm algorithm, Key key) {
  /**
   * @throws IllegalArgumentException if it is no key for tickets; the message says what would be
   *     right
   */
  static TicketKey of(@Nullable String id, Key key) {
    return new TicketKey(id, TicketAlgorithm.of(key), key);
  }

  @Override
  public String toString() {
    return algorithm.word() + (id == null ? "" : " " + id);
  }
}
