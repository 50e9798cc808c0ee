package usher.router.cluster.count;

/** What is counted without a label. */
public enum Counter {
  /** Nodes that registered. */
  REGISTERS,
  /** Heartbeats that renewed a lease. */
  HEARTBEATS,
  /** Times that evictions were frozen. */
  FREEZES,
  /** Pauses of the router's own. */
  OWN_PAUSES,
  /** Milliseconds of all pauses of the router's own. */
  OWN_PAUSE_MS,
  /** Nodes that became suspect. */
  SUSPICIONS,
  /** Tries to connect to a node's address. */
  PROBES,
  /** Requests that waited for a room. */
  WAITS,
  /** Words {@code stale} that cost a pin. */
  STALE_TAKEN,
  /** Words {@code stale} that came too late to count. */
  STALE_IGNORED,
  /** Rooms that a node was told to drop. */
  ROOMS_FORGOTTEN,
  /** Pins learned from what a node says it holds. */
  PINS_LEARNED,
  /** Events that failed by a mistake of ours. */
  FAILED_EVENTS
}
