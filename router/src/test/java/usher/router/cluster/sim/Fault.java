package usher.router.cluster.sim;

/** What can go wrong in a history. */
enum Fault {
  ROUTER_CRASH,
  ROUTER_PAUSE,
  ROUTER_CLOCK,
  WALL_CLOCK,
  NODE_CRASH,
  NODE_PAUSE,
  CONTROL_CUT,
  DATA_CUT,
  UNLISTEN,
  DRAIN,
  /** An operator sends a room to another node. */
  MOVE,
  /** An operator closes a room. */
  CLOSE,
  /** An operator gives a node up, and starts it again. */
  EVICT,
  /** Placements come again, late. */
  ECHO,
  IMPOSTOR
}
