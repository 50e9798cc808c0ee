package usher.node.seat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import usher.common.player.Role;
import usher.node.game.Player;

/** The seats of one room, in the order they were taken. Owned by the room's loop. */
public final class SeatTable {
  /** The most seats of one room. */
  public static final int MAX_SEATS = 10_000;

  private final Map<String, Seat> byToken = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Map<Role, Integer> counts = new HashMap<>();
  private int present;

  /**
   * A new seat, under the name wanted or one like it that is free.
   *
   * @param verified whether a ticket vouches for the name
   */
  public Seat take(String token, String wanted, boolean verified, Role role) {
    return add(token, PlayerName.free(wanted, verified, names::contains), role);
  }

  /** A seat as it was. */
  public Seat add(String token, String name, Role role) {
    Seat seat = new Seat(token, new Player(name, role));
    byToken.put(token, seat);
    names.add(name);
    counts.merge(role, 1, Integer::sum);
    return seat;
  }

  /** A seat is given up. */
  public void remove(Seat seat) {
    byToken.remove(seat.token());
    names.remove(seat.player().name());
    counts.merge(seat.player().role(), -1, Integer::sum);
  }

  /** The seat of a token; null where it is none of these. */
  public @Nullable Seat find(String token) {
    return byToken.get(token);
  }

  /** Someone took a seat where nobody sat. */
  public void someoneCame() {
    present++;
  }

  /** Nobody is on a seat any more. */
  public void someoneWent() {
    present--;
  }

  /** How many seats have someone on them. */
  public int present() {
    return present;
  }

  public int size() {
    return byToken.size();
  }

  /** How many seats have this role. */
  public int count(Role role) {
    return counts.getOrDefault(role, 0);
  }

  /** All seats, in the order they were taken; a view. */
  public Collection<Seat> all() {
    return byToken.values();
  }

  /** The seats that nobody sits on since this time or longer. */
  public List<Seat> absentSince(long thenNs) {
    if (present == byToken.size()) {
      return List.of();
    }
    List<Seat> absent = new ArrayList<>();
    for (Seat seat : byToken.values()) {
      if (!seat.isPresent() && seat.absentSinceNs() - thenNs <= 0) {
        absent.add(seat);
      }
    }
    return absent;
  }
}
