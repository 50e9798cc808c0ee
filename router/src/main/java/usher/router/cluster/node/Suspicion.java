package usher.router.cluster.node;

/** Evidence that a node is dead. */
public enum Suspicion {
  /** Its control connection closed; ends when it registers on another. */
  CONTROL_CLOSED("control closed"),
  /** A connection to it failed; ends when its address answers and its heartbeats flow. */
  CONNECT_FAILED("a connection to it failed"),
  /** Its heartbeat is late; ends when one comes. */
  OVERDUE("its heartbeat is overdue");

  private final String text;

  Suspicion(String text) {
    this.text = text;
  }

  /** For logs and people. */
  public String text() {
    return text;
  }
}
