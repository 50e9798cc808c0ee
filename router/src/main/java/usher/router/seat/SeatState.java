package usher.router.seat;

/** Where a seat is on its way to hear its room. */
enum SeatState {
  /** On no node. */
  PARKED,
  /** A node was asked, and has not answered. */
  OPENING,
  /** It hears its room. */
  LIVE,
  /** Gone. */
  OVER
}
