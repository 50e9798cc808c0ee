package usher.router.edge;

import usher.router.deadline.Deadlines;
import usher.router.edge.socket.SeatLoop;
import usher.router.pin.PinView;
import usher.router.upstream.LoopLegs;

/** What the players of one event loop share. */
record EdgeLoop(LoopLegs legs, SeatLoop seats, PinView pins) {
  /** Of all players' connections on the loop. */
  Deadlines deadlines() {
    return seats.deadlines();
  }

  /** The router stops: every player's connection ends. On the loop. */
  void routerLeaving() {
    seats.stop();
    legs.routerLeaving();
  }
}
