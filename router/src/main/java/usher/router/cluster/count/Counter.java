package usher.router.cluster.count;

/** What is counted without a label. */
public enum Counter {
  /** Nodes that registered. */
  REGISTERS("Nodes that registered"),
  /** Heartbeats that renewed a lease. */
  HEARTBEATS("Heartbeats that renewed a lease"),
  /** Times that evictions were frozen. */
  FREEZES("Times that evictions were frozen"),
  /** Pauses of the router's own. */
  OWN_PAUSES("Pauses of the router's own"),
  /** Milliseconds of all pauses of the router's own. */
  OWN_PAUSE_MS("Milliseconds of all pauses of the router's own"),
  /** Nodes that became suspect. */
  SUSPICIONS("Nodes that became suspect"),
  /** Tries to connect to a node's address. */
  PROBES("Tries to connect to a node's address"),
  /** Requests that waited for a room. */
  WAITS("Requests that waited for a room"),
  /** Words {@code stale} that cost a pin. */
  STALE_TAKEN("Words stale that cost a pin"),
  /** Words {@code stale} that came too late to count. */
  STALE_IGNORED("Words stale that came too late to count"),
  /** Rooms that a node was told to drop. */
  ROOMS_FORGOTTEN("Rooms that a node was told to drop"),
  /** Rooms that operators closed. */
  ROOMS_CLOSED("Rooms that operators closed"),
  /** Pins learned from what a node says it holds. */
  PINS_LEARNED("Pins learned from what a node says it holds"),
  /** Questions to the journal, whose a room is. */
  LOOKS("Questions to the journal, whose a room is"),
  /** Times that a room waited since the journal did not answer. */
  JOURNAL_WAITS("Times that a room waited since the journal did not answer"),
  /** Events that failed by a mistake of ours. */
  FAILED_EVENTS("Events that failed by a mistake of ours");

  private final String description;

  Counter(String description) {
    this.description = description;
  }

  /** What is counted, for people. */
  public String description() {
    return description;
  }
}
