package usher.router.cluster;

/** What came of a try to connect to a node's address. */
public enum ProbeOutcome {
  /** Something accepts connections there. */
  ACCEPTED,
  /** The system at that address refuses: nothing listens there. */
  REFUSED,
  /** No answer in time, or no way there: proves nothing. */
  SILENT
}
