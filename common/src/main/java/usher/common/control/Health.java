package usher.common.control;

/** What a node says of itself. The name in lower case is the word on the wire. */
public enum Health {
  /** Takes new rooms. */
  READY,
  /** Keeps its rooms, takes no new ones. */
  DRAINING,
  /** Something is wrong, and the heartbeat's reason says what: takes no new rooms. */
  FAILING
}
