package usher.router.ticket;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of one file. Immutable. */
record TicketKeys(List<TicketKey> keys) {
  /**
   * @throws IllegalArgumentException if there are none, too many, or two of one name
   */
  TicketKeys {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.size() > TicketLimits.MAX_KEYS) {
      throw new IllegalArgumentException(
          "there are 1 to " + TicketLimits.MAX_KEYS + " keys, not " + keys.size());
    }
    Set<String> names = new HashSet<>();
    for (TicketKey each : keys) {
      if (each.id() == null ? keys.size() > 1 : !names.add(each.id())) {
        throw new IllegalArgumentException(
            each.id() == null
                ? "of several keys each has a kid"
                : "two keys have the kid '" + each.id() + "'");
      }
    }
  }

  /**
   * The key of a ticket: the one that it names. A ticket that names none is one of the only key
   * there is; a key without a name is for tickets that name any.
   *
   * @param kid what the ticket names; null for nothing
   * @return null where there is none, or it is not clear which
   */
  @Nullable TicketKey find(@Nullable String kid) {
    TicketKey first = keys.get(0);
    if (keys.size() == 1 && (kid == null || first.id() == null)) {
      return first;
    }
    for (TicketKey each : keys) {
      if (kid != null && kid.equals(each.id())) {
        return each;
      }
    }
    return null;
  }

  /** Whether one of them is a secret. */
  boolean isSecret() {
    return keys.stream().anyMatch(each -> each.algorithm() == TicketAlgorithm.HS256);
  }

  /** Whether one of them is public. */
  boolean isPublic() {
    return keys.stream().anyMatch(each -> each.algorithm() != TicketAlgorithm.HS256);
  }

  @Override
  public String toString() {
    return String.join(", ", keys.stream().map(TicketKey::toString).toList());
  }
}
