package usher.router.edge.socket;

import java.util.ArrayList;
import java.util.List;

/** All sockets of a loop, looked at once a second for those that fell silent. On the loop. */
final class IdleSweep {
  private final List<SeatSocket> sockets = new ArrayList<>();

  void add(SeatSocket socket) {
    socket.sweepIndex = sockets.size();
    sockets.add(socket);
  }

  void remove(SeatSocket socket) {
    SeatSocket last = sockets.remove(sockets.size() - 1);
    if (last != socket) {
      sockets.set(socket.sweepIndex, last);
      last.sweepIndex = socket.sweepIndex;
    }
  }

  /** A second passed. */
  void sweep() {
    for (int i = sockets.size() - 1; i >= 0; i--) {
      sockets.get(i).onSecond();
    }
  }
}
