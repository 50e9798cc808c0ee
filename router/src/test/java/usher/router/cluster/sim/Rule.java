package usher.router.cluster.sim;

/** The rules that keep a room in one place; the simulation can do without each, to see why. */
enum Rule {
  /** A router that has just started places no unknown room for one lease and a margin. */
  HOLD,
  /** It renews no lease of a node that holds rooms before that time is over. */
  HOLD_LEASES,
  /** Only {@code place} opens a room, never a player's arrival. */
  PLACE,
  /** Placements count in the order of their numbers. */
  ORDER,
  /** A room that was handed over without a journal stays, frozen, until {@code forget}. */
  FROZEN,
  /** {@code stale} counts only if the node has seen the placement. */
  COVER,
  /** Proof of death needs our own connections to the node closed, too. */
  LEGS,
  /** A node declared lost registers again before its lease is renewed. */
  AGAIN,
  /** A node that registers is told what to drop. */
  FORGET,
  /** Epochs are above the wall clock. */
  CLOCK,
  /** A lease runs from when the heartbeat was sent, not from when its answer came. */
  SENT
}
