package usher.router.seat;

import java.util.ArrayList;
import java.util.List;

/** The seats of a room, in no order that matters: each comes and goes in one step. On the loop. */
final class SeatList {
  private final List<Seat> seats = new ArrayList<>(2);

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
    seat.index = seats.size();
    seats.add(seat);
  }

  void remove(Seat seat) {
    Seat last = seats.remove(seats.size() - 1);
    if (last != seat) {
      seats.set(seat.index, last);
      last.index = seat.index;
    }
  }

  boolean anyLive() {
    for (Seat seat : seats) {
      if (seat.isLive()) {
        return true;
      }
    }
    return false;
  }

  void park(long nowNs) {
    for (Seat seat : seats) {
      if (seat.isOpen()) {
        seat.park(nowNs);
      }
    }
  }

  void paused() {
    seats.stream().filter(Seat::isLive).forEach(Seat::paused);
  }
}
