package usher.router.seat;

import java.util.ArrayList;
import java.util.List;
import usher.common.player.PlayerFrame;

/**
 * The seats of a room: those who play before those who watch, so that they hear it first; each
 * comes and goes in one step. On the loop.
 */
final class SeatList {
  private final List<Seat> seats = new ArrayList<>(2);
  private int players;

  boolean isEmpty() {
    return seats.isEmpty();
  }

  int size() {
    return seats.size();
  }

  Seat get(int index) {
    return seats.get(index);
  }

  void add(Seat seat) {
    seats.add(seat);
    put(seats.size() - 1, seat);
    if (!seat.watches()) {
      put(seats.size() - 1, seats.get(players));
      put(players++, seat);
    }
  }

  void remove(Seat seat) {
    int hole = seat.index;
    if (!seat.watches()) {
      put(hole, seats.get(--players));
      hole = players;
    }
    Seat last = seats.remove(seats.size() - 1);
    if (hole < seats.size()) {
      put(hole, last);
    }
  }

  private void put(int index, Seat seat) {
    seats.set(index, seat);
    seat.index = index;
  }

  boolean anyLive() {
    for (Seat seat : seats) {
      if (seat.isLive()) {
        return true;
      }
    }
    return false;
  }

  void park() {
    for (Seat seat : seats) {
      if (seat.isOpen()) {
        seat.park();
      }
    }
  }

  void resumed(int side, SeatLink link) {
    seats.stream().filter(seat -> seat.hears(side)).forEach(seat -> seat.resumed(link));
  }

  /** The router says something to those who hear the room, or heard it before. */
  void tell(PlayerFrame frame) {
    seats.forEach(seat -> seat.tell(frame));
  }

  void paused(int side) {
    seats.stream().filter(seat -> seat.hears(side)).forEach(Seat::paused);
  }
}
