package usher.router.ticket;

import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.player.Role;
import usher.common.room.NamePattern;
import usher.common.room.RoomId;

/**
 * What a ticket that was verified says.
 *
 * @param player the name that it vouches for
 * @param role the most that its player may do: who may play may watch, too
 * @param rooms which rooms it is for; none where it is for none
 * @param topics which topics of feeds it is for; null where it is not for feeds at all
 * @param expiresMs when its time is over, in milliseconds since 1970
 */
public record Ticket(
    String player,
    Role role,
    List<NamePattern> rooms,
    @Nullable List<NamePattern> topics,
    long expiresMs)
    implements Verdict {
  public Ticket {
    rooms = List.copyOf(rooms);
    topics = topics == null ? null : List.copyOf(topics);
  }

  /** Whether it is for this room. */
  public boolean permits(RoomId room) {
    for (NamePattern pattern : rooms) {
      if (pattern.matches(room.value())) {
        return true;
      }
    }
    return false;
  }

  /** Whether its time is over, clocks that differ a little allowed for. */
  public boolean isExpired(long nowMs) {
    return nowMs >= expiresMs + TicketLimits.CLOCK_SKEW_S * 1_000L;
  }

  @Override
  public String toString() {
    return "ticket of " + player;
  }
}
