package usher.sim;

/** What can go wrong. */
enum Fault {
  NODE_CRASH,
  NODE_PAUSE,
  CONTROL_CUT,
  LINK_CUT,
  NODE_JOURNAL_CUT,
  ROUTER_JOURNAL_CUT,
  PLAYER_CUT,
  /** A player's connection ends, and the next ones do so amid the reply to their resume. */
  PLAYER_TORN,
  ROUTER_CRASH,
  ROUTER_PAUSE,
  REDIS_CRASH,
  REDIS_PAUSE,
  REDIS_FULL,
  MOVE,
  /** An operator closes a room: it sleeps in the journal until somebody asks for it. */
  CLOSE,
  /** An operator gives a node up, which lives on until its process is started again. */
  EVICT,
  BREAKS
}
